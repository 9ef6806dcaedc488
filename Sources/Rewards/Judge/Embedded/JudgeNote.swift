/// Something that a judge finds fault with.
struct JudgeNote: Hashable, Sendable {
    enum Kind: Sendable {
        case nowhere, outside, overlaps, floats, wrongSize
        case turnedAway, farFrom, sightBlocked
        case frontBlocked, doorBlocked, windowBlocked, unreachable
        case awayFromWall, atWall, inTheMidst, backToRoom, crooked, apart
        case unbalanced, cutUp
        case manyMaterials, clashingColours, mixedStyles
    }

    let kind: Kind
    /// The place of the object in the scene, if it is about one.
    var object: Int?
    /// The place of the other object, if two are concerned.
    var other: Int?
    /// How much of its term is lost, 0...1.
    let loss: Double

    /// The note in words.
    func text(_ objects: [JudgedObject]) -> String {
        func name(_ index: Int?) -> String {
            guard let index, objects.indices.contains(index) else { return "it" }
            return objects[index].id
        }
        let (first, second) = (name(object), name(other))
        return switch kind {
        case .nowhere: "\(first) has no place."
        case .outside: "\(first) leaves the room."
        case .overlaps: "\(first) and \(second) are in one another."
        case .floats: "\(first) has nothing to stand on or hang from."
        case .wrongSize: "\(first) has a size that such things do not have."
        case .turnedAway: "\(first) is turned away from \(second)."
        case .farFrom: "\(first) is far from \(second)."
        case .sightBlocked: "\(second) cannot be seen from \(first)."
        case .frontBlocked: "\(first) cannot be used: there is too little room before it."
        case .doorBlocked: "The way through \(first) is blocked."
        case .windowBlocked: "\(first) is hidden."
        case .unreachable: "One cannot walk up to \(first)."
        case .awayFromWall: "\(first) does not stand with its back to a wall."
        case .atWall: "\(first) is pushed against a wall."
        case .inTheMidst: "\(first) stands in the midst of the room."
        case .backToRoom: "\(first) turns its back on the room."
        case .crooked: "\(first) lines up with nothing."
        case .apart where other == nil: "\(first) is not where it belongs."
        case .apart: "\(first) is not where it belongs to \(second)."
        case .unbalanced: "The furniture weighs on one side of the room."
        case .cutUp: "The free floor is cut into pieces."
        case .manyMaterials: "Too many materials."
        case .clashingColours: "Colours that do not go together."
        case .mixedStyles: "Styles are mixed."
        }
    }
}
