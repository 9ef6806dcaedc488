import Assets
import SceneGraph

/// One thing that is to stand in a room: chosen, not yet placed.
struct Piece {
    /// A place that a text names for it.
    enum Hint { case corner, middle, wall }

    var kind: FurnitureKind
    /// The identifier without its number.
    var stem: String
    var material: String
    var size: BoxSize
    var hint: Hint?
    /// Whether the text names it; such a piece is the last to be given up.
    var isNamed: Bool
    /// Whether it stands anywhere on the floor or wall rather than beside what it belongs to.
    var isLoose = false
    /// How often it was found to be in the way.
    var complaints = 0

    init(
        _ kind: FurnitureKind, stem: String? = nil, material: String, size: BoxSize? = nil,
        hint: Hint? = nil, isNamed: Bool = false
    ) {
        self.kind = kind
        self.stem = stem ?? kind.id
        self.material = material
        self.size = size ?? kind.typicalSize
        self.hint = hint
        self.isNamed = isNamed
    }

    /// Brings the size into the catalogue's limits and the room; false if even the least size does not fit.
    mutating func fit(room: Vector3) -> Bool {
        let margin = 0.01
        // In whole millimetres, so that sizes can be written exactly.
        func limit(_ side: Double) -> Double { ((side - margin) * 1000).rounded() / 1000 }
        let (longest, shortest) = (limit(max(room.x, room.y)), limit(min(room.x, room.y)))
        var (length, width) = (size.length, size.width)
        if length >= width {
            length = min(length, longest)
            width = min(width, shortest)
        } else {
            width = min(width, longest)
            length = min(length, shortest)
        }
        size = BoxSize(length: length, width: width, height: min(size.height, limit(room.z)))
        if kind.isFlat {
            // Thin enough to be walked over: see `BoxSize.isThin`.
            size.height = min(size.height, max(size.length, size.width) / 50)
        }
        let least = kind.minimumSize
        return size.length >= least.length - 1e-9 && size.width >= least.width - 1e-9
            && (kind.isFlat || size.height >= least.height - 1e-9) && size.length > 0 && size.width > 0
            && size.height > 0
    }

    /// Goes this part of the way to the least size of its kind.
    mutating func shrink(by part: Double) {
        func toward(_ size: Double, _ least: Double) -> Double {
            let value = max(min(least, size), size + part * (least - size))
            return (value * 100).rounded() / 100
        }
        let least = kind.minimumSize
        size = BoxSize(
            length: max(toward(size.length, least.length), least.length),
            width: max(toward(size.width, least.width), least.width),
            height: kind.isFlat ? size.height : max(toward(size.height, least.height), least.height))
    }
}
