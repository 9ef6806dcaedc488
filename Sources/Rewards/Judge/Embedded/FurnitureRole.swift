/// What an object is for, as far as judging a room needs it: how it is used, where it likes to stand, what room it
/// needs before it, and how large it can be.
struct FurnitureRole: Hashable, Sendable {
    /// How an object is used, and so what it belongs to.
    enum Use: UInt8, Sendable {
        /// A seat that is drawn up to a table or a desk.
        case chair
        /// Tables that are used from one side, sitting.
        case desk
        /// Tables that are used from all sides.
        case table
        /// High tables, with or without stools.
        case counter
        case sofa, armchair, ottoman, coffeeTable, sideTable
        case bed, nightstand
        case screen, screenStand
        /// What is opened or used from its front.
        case storage, appliance, fixture
        case stove, hood, sink, mirror
        case fireplace
        case rug, tabletop, wall, ceiling
        case door, window
        case other
    }

    /// Where on the floor plan an object belongs.
    enum Spot: Hashable, Sendable {
        /// Its back at a wall; the number says how much that matters, 0...1.
        case wall(Double)
        /// Near a wall or a corner.
        case edge
        /// Away from walls.
        case middle
        case anywhere
    }

    let use: Use
    let spot: Spot
    /// The free depth that using its front takes, in metres; 0 where it has no front.
    let clearance: Double
    /// The longest horizontal side that one can have, in metres.
    let side: ClosedRange<Double>
    /// Its height in metres.
    let height: ClosedRange<Double>

    init(
        _ use: Use, _ spot: Spot, clearance: Double = 0, side: ClosedRange<Double>, height: ClosedRange<Double>
    ) {
        self.use = use
        self.spot = spot
        self.clearance = clearance
        self.side = side
        self.height = height
    }

    /// An object of which nothing is known.
    static let unknown = FurnitureRole(.other, .anywhere, side: 0.03...12, height: 0.005...6)

    /// The same of something that stands on the floor, and is not a trifle then.
    static let unknownOnFloor = FurnitureRole(.other, .anywhere, side: 0.15...12, height: 0.02...6)

    var isUnknown: Bool { self == .unknown || self == .unknownOnFloor }
    /// Whether it is something to sit or lie on of an evening.
    var isLounge: Bool { use == .sofa || use == .armchair }
    /// Whether one sits at it on a chair.
    var isSatAt: Bool { use == .desk || use == .table || use == .counter }
    /// Whether it hangs, or lies so flat that it takes up no floor.
    var takesNoFloor: Bool {
        switch use {
        case .rug, .wall, .ceiling, .door, .window, .mirror, .hood: true
        default: false
        }
    }
}
