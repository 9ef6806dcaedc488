import SceneGraph

/// Reads what the formula of one relation uses, raising what the original would in its order, and calculates
/// the region.
struct StoredRelationReader {
    let scene: StoredScene
    /// How the scene's objects are turned.
    let rotations: [StoredMember<StoredAngle>]
    /// The places of both in the scene.
    let subject: Int
    let target: Int
    let preposition: Preposition
    let adjacency: StoredNumber
    let isOnTheFloor: Bool

    func region(_ geometry: RelationGeometry) throws(RewardFault) -> Region {
        let isSwappingTarget = preposition == .on || preposition == .inTheMiddleOf || preposition == .under
        guard scene.objects[subject].size.isPresent, scene.objects[target].size.isPresent else {
            throw .missing("size_in_meters")
        }
        let subjectAngle = try angle(of: subject)
        if Heading.swapsSides(subjectAngle) { _ = try sides(of: subject, isSwapped: true) }
        var targetAngle = Double.nan
        if isSwappingTarget { targetAngle = try angle(of: target) }
        var b: StoredSize?
        if isSwappingTarget, Heading.swapsSides(targetAngle) { b = try sides(of: target, isSwapped: true) }

        // The conditional expressions for z leave B alone when A stands on the floor.
        let element = scene.objects[target].element
        let isCeiling = element == .ceiling && isSwappingTarget && preposition != .under
        if !isOnTheFloor || isCeiling {
            let position = try scene.positions[target].get("position")
            if position.z == .missing { throw .missing("z") }
            b = try sides(of: target, isSwapped: false)
            try StoredNumber.checkSum((position.z, "z"), (b?.height ?? .missing, "height"))
        }
        let a = try sides(of: subject, isSwapped: false)
        _ = try a.height.get("height")
        if !isSwappingTarget {
            targetAngle = try angle(of: target)
            guard targetAngle == 0 || targetAngle == 90 || targetAngle == 180 || targetAngle == 270 else {
                throw RewardFault(
                    .unboundLocalError,
                    "'\(preposition.rawValue)' needs a quarter turn of '\(scene.objects[target].name)', not \(targetAngle)"
                )
            }
        }
        let position = try scene.positions[target].get("position")
        let size: StoredSize
        if let b { size = b } else { size = try sides(of: target, isSwapped: false) }
        try StoredNumber.checkSum((position.x, "x"), (size.length, "length"), (a.length, "length"))
        try StoredNumber.checkSum((position.y, "y"), (size.width, "width"), (a.width, "width"))
        let factor = preposition.isDirectional ? try adjacency.get("is_adjacent") : 1
        do throws(RelationGeometry.UnsupportedAngle) {
            return try geometry.region(
                of: .init(size: a.box, angle: subjectAngle, isOnTheFloor: isOnTheFloor),
                relativeTo: .init(
                    element: element, size: size.box, angle: targetAngle, center: position.point),
                preposition: preposition, adjacency: factor)
        } catch {
            throw RewardFault(
                .unboundLocalError, "'\(scene.objects[target].name)' stands at an angle of \(error.degrees)")
        }
    }

    private func angle(of object: Int) throws(RewardFault) -> Double {
        let angle = try rotations[object].get("rotation")
        if angle == .missing { throw .missing("z_angle") }
        return angle.comparable
    }

    private func sides(of object: Int, isSwapped: Bool) throws(RewardFault) -> StoredSize {
        let size = try scene.objects[object].size.get("size_in_meters")
        if isSwapped, size.length == .missing || size.width == .missing { throw .missing("length") }
        return size
    }
}
