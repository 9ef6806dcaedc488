import SceneGraph

/// Reads what the formula of one relation uses, raising what the original would in its order, and calculates
/// the region.
struct StoredRelationReader {
    let subject: StoredObject
    let target: StoredObject
    let preposition: Preposition
    let adjacency: StoredNumber
    let isOnTheFloor: Bool

    func region(_ geometry: RelationGeometry) throws(RewardFault) -> Region {
        let isSwappingTarget = [.on, .inTheMiddleOf, .under].contains(preposition)
        guard subject.size.isPresent, target.size.isPresent else { throw .missing("size_in_meters") }
        let subjectAngle = try angle(of: subject)
        if Heading.swapsSides(subjectAngle) { _ = try sides(of: subject, isSwapped: true) }
        var targetAngle = Double.nan
        if isSwappingTarget { targetAngle = try angle(of: target) }
        var b: StoredSize?
        if isSwappingTarget, Heading.swapsSides(targetAngle) { b = try sides(of: target, isSwapped: true) }

        // The conditional expressions for z leave B alone when A stands on the floor.
        let isCeiling = target.element == .ceiling && isSwappingTarget && preposition != .under
        if !isOnTheFloor || isCeiling {
            let position = try target.position.get("position")
            if position.z == .missing { throw .missing("z") }
            b = try sides(of: target, isSwapped: false)
            try StoredNumber.checkSum((position.z, "z"), (b?.height ?? .missing, "height"))
        }
        let a = try sides(of: subject, isSwapped: false)
        _ = try a.height.get("height")
        if !isSwappingTarget {
            targetAngle = try angle(of: target)
            guard [0, 90, 180, 270].contains(targetAngle) else {
                throw RewardFault(
                    .unboundLocalError,
                    "'\(preposition.rawValue)' needs a quarter turn of '\(target.name)', not \(targetAngle)"
                )
            }
        }
        let position = try target.position.get("position")
        let size: StoredSize
        if let b { size = b } else { size = try sides(of: target, isSwapped: false) }
        try StoredNumber.checkSum((position.x, "x"), (size.length, "length"), (a.length, "length"))
        try StoredNumber.checkSum((position.y, "y"), (size.width, "width"), (a.width, "width"))
        let factor = preposition.isDirectional ? try adjacency.get("is_adjacent") : 1
        do throws(RelationGeometry.UnsupportedAngle) {
            return try geometry.region(
                of: .init(size: a.box, angle: subjectAngle, isOnTheFloor: isOnTheFloor),
                relativeTo: .init(
                    element: target.element, size: size.box, angle: targetAngle, center: position.point),
                preposition: preposition, adjacency: factor)
        } catch {
            throw RewardFault(.unboundLocalError, "'\(target.name)' stands at an angle of \(error.degrees)")
        }
    }

    private func angle(of object: StoredObject) throws(RewardFault) -> Double {
        let angle = try object.rotation.get("rotation")
        if angle == .missing { throw .missing("z_angle") }
        return angle.comparable
    }

    private func sides(of object: StoredObject, isSwapped: Bool) throws(RewardFault) -> StoredSize {
        let size = try object.size.get("size_in_meters")
        if isSwapped, size.length == .missing || size.width == .missing { throw .missing("length") }
        return size
    }
}
