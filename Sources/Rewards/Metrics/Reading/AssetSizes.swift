import JSON

/// The boxes of others' assets, which their scenes name but do not tell.
///
/// A JSON object by asset identifier. A value is `{"size": [x, y, z]}`, `{"min": [x, y, z], "max": [x, y, z]}`, or an
/// annotation with `assetMetadata.boundingBox` or `thor_metadata.assetMetadata.boundingBox` `{x, y, z}`, as objathor
/// has it; all in metres in the asset's own axes.
public struct AssetSizes: Hashable, Sendable {
    /// The corners of a box in the asset's axes.
    struct Bounds: Hashable, Sendable {
        var low: SIMD3<Double>
        var high: SIMD3<Double>

        /// A box of this size around the origin.
        init(size: SIMD3<Double>) {
            (low, high) = (size / -2, size / 2)
        }

        init(low: SIMD3<Double>, high: SIMD3<Double>) {
            (self.low, self.high) = (low, high)
        }
    }

    private let bounds: [String: Bounds]

    /// No asset's box.
    public init() { bounds = [:] }

    /// Reads a document; values of another form are passed over.
    /// - Throws: `JSONFieldError` where it is no object.
    public init(json cursor: JSONCursor) throws {
        var bounds: [String: Bounds] = [:]
        for member in try cursor.object().members { bounds[member.key] = Self.bounds(member.value) }
        self.bounds = bounds
    }

    subscript(id: String) -> Bounds? { bounds[id] }

    /// The box that a value tells of.
    static func bounds(_ value: JSONValue) -> Bounds? {
        if let low = vector(value["min"]), let high = vector(value["max"]) {
            return checked(Bounds(low: low, high: high))
        }
        let metadata = value["assetMetadata"] ?? value["thor_metadata"]?["assetMetadata"]
        let size = vector(value["size"]) ?? vector(metadata?["boundingBox"]) ?? vector(value["boundingBox"])
        return size.flatMap { checked(Bounds(size: $0)) }
    }

    private static func checked(_ bounds: Bounds) -> Bounds? {
        let size = bounds.high - bounds.low
        return all(size .> 0) && all(size .<= 1000) && all(bounds.low .> -1e4) && all(bounds.high .< 1e4) ? bounds : nil
    }

    private static func vector(_ value: JSONValue?) -> SIMD3<Double>? {
        let numbers = value?.arrayValue?.map(\.doubleValue) ?? ["x", "y", "z"].map { value?[$0]?.doubleValue }
        guard numbers.count == 3, let x = numbers[0], let y = numbers[1], let z = numbers[2] else { return nil }
        return SIMD3(x, y, z)
    }
}
