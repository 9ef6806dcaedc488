/// Reads the fields of a form one after another and gathers their faults, so that a client learns of all of
/// them at once.
///
/// ```swift
/// var reader = JSONFormReader()
/// let width = try reader.read(or: 0) { try cursor["width"].finiteDouble() }
/// let height = try reader.read(or: 0) { try cursor["height"].finiteDouble() }
/// try reader.finish()   // throws if either was at fault; until then faulty fields hold stand-ins
/// ```
public struct JSONFormReader: Sendable {
    /// More faults than this are not gathered: a hostile form shall not be answered at length.
    public static let maximumFaults = 32

    private var faults: [JSONFieldError] = []

    /// A reader that has met no fault.
    public init() {}

    /// The value that `field` reads, or the stand-in after a fault.
    /// - Throws: only errors that are not faults of fields.
    public mutating func read<Value>(or standIn: Value, _ field: () throws -> Value) throws -> Value {
        do {
            return try field()
        } catch let fault as JSONFieldError {
            faults.append(fault)
        } catch let form as JSONFormError {
            faults += form.faults
        }
        return standIn
    }

    /// Runs a check that gives no value.
    public mutating func check(_ field: () throws -> Void) throws {
        try read(or: ()) { try field() }
    }

    /// - Throws: `JSONFormError` when any field was at fault.
    public func finish() throws {
        guard faults.isEmpty else { throw JSONFormError(Array(faults.prefix(Self.maximumFaults))) }
    }
}
