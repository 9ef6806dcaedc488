import JSON

/// Rooms that a seeded generator makes, as many as training wants.
public struct SyntheticRoomSource: Hashable, Sendable {
    /// Decides all rooms.
    public var seed = 0
    /// How many objects a room has: the fewest and the most.
    public var objects = 3...3
    /// In how many of the rooms that are trained on the objects bear made-up names, which teaches spelling.
    public var madeUpNames = 0.0

    /// The fewest and the most objects that may be asked for.
    public static let objectCounts = 1...25

    /// Rooms of three objects.
    public init() {}

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["seed", "objects", "made_up_names"]) }
        seed = try reader.read(or: seed) { try cursor["seed"].ifPresent?.integer(in: Limits.seeds) ?? seed }
        objects = try reader.read(or: objects) {
            guard let range = cursor["objects"].ifPresent else { return objects }
            if range.value?.arrayValue == nil {
                let count = try range.integer(in: Self.objectCounts)
                return count...count
            }
            let ends = try range.array(maximumCount: 2)
            guard ends.count == 2 else { throw range.fault("must be a number or [fewest, most]") }
            let (low, high) = (
                try ends[0].integer(in: Self.objectCounts), try ends[1].integer(in: Self.objectCounts)
            )
            guard low <= high else { throw range.fault("has its fewest above its most") }
            return low...high
        }
        try reader.check {
            madeUpNames = try cursor["made_up_names"].ifPresent?.double(in: 0...1) ?? madeUpNames
        }
        try reader.finish()
    }

    var json: JSONValue {
        [
            "seed": .integer(seed), "objects": [.integer(objects.lowerBound), .integer(objects.upperBound)],
            "made_up_names": .number(madeUpNames),
        ]
    }
}
