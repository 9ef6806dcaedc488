import SceneGraph

extension StoredScene {
    /// The colliding pairs in the original's order: all pairs i < j of the array, room elements included.
    ///
    /// Source: `check_collisions` of MetaSpatial, exceptions in its order.
    package func collisions() throws(RewardFault) -> [(Int, Int)] {
        if let boxes = soundBoxes { return Self.collisions(boxes) }
        let bodies = objects.indices.map { positions[$0].isPresent ? Body(objects[$0], positions[$0]) : nil }
        var pairs: [(Int, Int)] = []
        for (first, body) in bodies.enumerated() {
            guard let body else { continue }
            for second in bodies.indices.dropFirst(first + 1) {
                guard let other = bodies[second], try body.collides(with: other) else { continue }
                for index in [first, second] where objects[index].id == nil {
                    throw .missing("new_object_id")
                }
                pairs.append((first, second))
            }
        }
        return pairs
    }

    /// The boxes of all that has a position, where nothing about them raises an exception; nil otherwise.
    private var soundBoxes: [(index: Int, box: PlacedBox)]? {
        var boxes: [(index: Int, box: PlacedBox)] = []
        boxes.reserveCapacity(objects.count)
        for index in objects.indices {
            let position: StoredPosition
            switch positions[index] {
            case .missing: continue
            case .mistyped: return nil
            case .value(let value): position = value
            }
            guard objects[index].id != nil, case .value(.degrees(let angle)) = objects[index].rotation,
                case .number(let x) = position.x, case .number(let y) = position.y, case .number(let z) = position.z,
                let (size, isThin) = objects[index].size.sound
            else { return nil }
            boxes.append(
                (index, PlacedBox(size: size, angle: angle, center: Vector3(x: x, y: y, z: z), isThin: isThin)))
        }
        return boxes
    }

    private static func collisions(_ boxes: [(index: Int, box: PlacedBox)]) -> [(Int, Int)] {
        var pairs: [(Int, Int)] = []
        for first in boxes.indices where !boxes[first].box.isThin {
            for second in boxes.indices.dropFirst(first + 1) where boxes[first].box.collides(with: boxes[second].box) {
                pairs.append((boxes[first].index, boxes[second].index))
            }
        }
        return pairs
    }

    /// C: the share of colliding pairs among all pairs, those without a position included.
    package func collisionRatio(_ pairs: [(Int, Int)]) -> Double {
        LayoutScore.collisionRatio(collisions: pairs.count, elements: objects.count)
    }

    /// What the collision test sees of one object, with the exceptions that it meets on the way.
    private struct Body {
        private let readFault: RewardFault?
        private let thinness: Result<Bool, RewardFault>
        private let turnFault: RewardFault?
        private let boundsFault: RewardFault?
        private let box: PlacedBox

        init(_ object: StoredObject, _ place: StoredMember<StoredPosition>) {
            thinness =
                switch object.size {
                case .value(let size): size.thinness
                default: .failure(RewardFault(.attributeError, "'size_in_meters' has no values"))
                }
            var angle = StoredAngle.missing
            do throws(RewardFault) {
                angle = try object.rotation.get("rotation")
                if angle == .missing { throw .missing("z_angle") }
                guard object.size.isPresent else { throw .missing("size_in_meters") }
                readFault = nil
            } catch { readFault = error }

            var box = PlacedBox(
                size: BoxSize(length: 0, width: 0, height: 0), angle: 0, center: Vector3(x: 0, y: 0, z: 0),
                isThin: true)
            var turnFault: RewardFault?
            var boundsFault: RewardFault?
            if case .value(let size) = object.size {
                if angle == .mistyped {
                    turnFault = .mistyped("z_angle")
                } else if PlacedBox.swapsSides(angle.comparable),
                    size.length == .missing || size.width == .missing
                {
                    turnFault = .missing("length")
                }
                var position: StoredPosition?
                do throws(RewardFault) {
                    position = try place.get("position")
                } catch { boundsFault = error }
                if let position {
                    box = PlacedBox(
                        size: size.box, angle: angle.comparable, center: position.point, isThin: false)
                    do throws(RewardFault) {
                        try StoredNumber.checkSum((position.x, "x"), (size.length, "length"))
                        try StoredNumber.checkSum((position.y, "y"), (size.width, "width"))
                        try StoredNumber.checkSum((position.z, "z"), (size.height, "height"))
                    } catch { boundsFault = error }
                }
            }
            self.box = box
            self.turnFault = turnFault
            self.boundsFault = boundsFault
        }

        func collides(with other: Body) throws(RewardFault) -> Bool {
            if let readFault { throw readFault }
            if try thinness.get() { return false }
            if let fault = other.readFault { throw fault }
            switch other.thinness {
            case .success(true): return false
            case .success(false): break
            case .failure(let fault): throw RewardFault(.exception, fault.detail)
            }
            for fault in [turnFault, other.turnFault, boundsFault, other.boundsFault] {
                if let fault { throw fault }
            }
            return box.collides(with: other.box)
        }
    }
}

extension StoredMember<StoredSize> {
    /// The sides and whether they are those of a thin thing, where nothing about them raises an exception.
    fileprivate var sound: (size: BoxSize, isThin: Bool)? {
        guard case .value(let size) = self, case .success(let isThin) = size.thinness,
            case .number(let length) = size.length, case .number(let width) = size.width,
            case .number(let height) = size.height
        else { return nil }
        return (BoxSize(length: length, width: width, height: height), isThin)
    }
}
