import SceneGraph

/// What synthetic rooms are like.
public struct SyntheticRoomSettings: Hashable, Sendable {
    /// How many objects a room has.
    public var objects: ClosedRange<Int>
    /// The lengths of a room's floor, in metres.
    public var sides: ClosedRange<Double>
    /// A room's heights, in metres.
    public var heights: ClosedRange<Double>
    /// The share of rooms whose graphs come from the designer; the others are sketched.
    public var designedShare: Double
    /// The share of rooms in which some objects are pinned.
    public var pinnedShare: Double
    /// The share of sketched rooms in which an object may name a second relation that does not hold, as raw
    /// graphs do: one kept relation is enough for the reward.
    public var looseShare: Double
    /// The longest chain of objects that relate to each other; 1: only to the room itself.
    public var depth: Int
    /// The relations that sketched rooms may have.
    public var prepositions: Set<Preposition>

    /// Rooms of every kind, or narrower.
    public init(
        objects: ClosedRange<Int> = 1...25, sides: ClosedRange<Double> = 2...12,
        heights: ClosedRange<Double> = 2.2...4, designedShare: Double = 0.4, pinnedShare: Double = 0.1,
        looseShare: Double = 0.15, depth: Int = 4, prepositions: Set<Preposition> = Set(Preposition.allCases)
    ) {
        self.objects = objects
        self.sides = sides
        self.heights = heights
        self.designedShare = designedShare
        self.pinnedShare = pinnedShare
        self.looseShare = looseShare
        self.depth = depth
        self.prepositions = prepositions
    }

    /// Everything that may be asked for.
    public static let standard = SyntheticRoomSettings()

    /// A stage of a curriculum: rooms of 1 to `objects` objects, roomy and without surprises while there are few.
    public static func stage(objects: Int) -> SyntheticRoomSettings {
        SyntheticRoomSettings(
            objects: 1...max(1, objects), sides: objects <= 3 ? 2.5...8 : 2...12, pinnedShare: objects <= 3 ? 0 : 0.1,
            looseShare: objects <= 3 ? 0 : 0.15, depth: objects <= 1 ? 1 : objects <= 3 ? 2 : 4)
    }

    /// - Throws: `CurationError.badSetting` naming the first that makes no sense.
    func validate() throws(CurationError) {
        func check(_ name: String, _ isSound: Bool, _ detail: String) throws(CurationError) {
            guard isSound else { throw .badSetting(name: name, detail: detail) }
        }
        try check(
            "objects", objects.lowerBound >= 1 && objects.upperBound <= Self.maximumObjects,
            "must lie within 1 and \(Self.maximumObjects)")
        for (name, range) in [("sides", sides), ("heights", heights)] {
            try check(name, range.lowerBound >= 1 && range.upperBound <= 100, "must lie within 1 and 100 metres")
        }
        for (name, share) in [
            ("designedShare", designedShare), ("pinnedShare", pinnedShare), ("looseShare", looseShare),
        ] {
            try check(name, share >= 0 && share <= 1, "must lie within 0 and 1")
        }
        try check("depth", depth >= 1, "must be at least 1")
        try check(
            "prepositions", prepositions.contains(.on), "must contain 'on': most objects stand on something")
    }

    /// The most objects of a synthetic room: what the designer can be asked for.
    static let maximumObjects = 40
}
