import Assets
import Foundation
import SceneGraph

extension Camera {
    /// How high a standing person's eyes are, metres.
    static let eyeHeight = 1.6

    /// A person who has just come in by the door and looks at the middle of the room; where there is no door, one in
    /// the corner from which the nearest tall thing is farthest.
    init(eyeOf request: RenderRequest) {
        let size = request.room.size
        let height = min(Self.eyeHeight, 0.75 * size.z)
        let (place, target) = Self.stand(request)
        let way = SIMD2(target.x - place.x, target.y - place.y)
        let length = max((way * way).sum().squareRoot(), 1e-6)
        // The gaze falls a little, as one looks at furniture.
        let bearing = atan2(-way.x, -way.y) * 180 / .pi
        let fall = min(max(atan2(height - min(0.75, height / 2), length) * 180 / .pi, 4), 14)
        let axes = Self.axes(azimuth: bearing, elevation: fall)
        // A wide lens, as rooms are photographed with: 82 degrees across, narrower pictures 66 upright.
        let across = Double(request.width) / 2 / tan(41 * .pi / 180)
        let along = Double(request.height) / 2 / tan(33 * .pi / 180)
        self.init(
            position: SIMD3(place.x, place.y, height), axes: axes, focal: max(across, min(along, across * 1.6)),
            width: request.width, height: request.height)
    }

    private static func stand(_ request: RenderRequest) -> (place: SIMD2<Double>, target: SIMD2<Double>) {
        if let outline = request.room.outline { return stand(request, outline) }
        let size = request.room.size
        let middle = SIMD2(size.x, size.y) / 2
        let inset = min(0.3, 0.12 * min(size.x, size.y))
        let boxes = request.items.filter {
            Catalogue.standard.kindOrGeneric(forObjectID: $0.id).support != .ceiling
        }.map { OrientedBox($0) }
        for item in request.items
        where Catalogue.standard.kindOrGeneric(forObjectID: item.id).shape == .door {
            let door = SIMD2(item.position.x, item.position.y)
            let place = door.clamped(
                lowerBound: SIMD2(repeating: inset), upperBound: SIMD2(size.x - inset, size.y - inset))
            return (place, middle * 0.8 + centre(of: boxes, or: middle) * 0.2)
        }
        // Without a door, any corner will do from which the view is free; of equals, the south-east one.
        let corners = [
            SIMD2(size.x - inset, inset), SIMD2(inset, inset), SIMD2(size.x - inset, size.y - inset),
            SIMD2(inset, size.y - inset),
        ]
        func clearance(_ corner: SIMD2<Double>) -> Double {
            boxes.filter { $0.high.z > 0.9 }.map { box in
                let nearest = corner.clamped(
                    lowerBound: SIMD2(box.low.x, box.low.y), upperBound: SIMD2(box.high.x, box.high.y))
                return ((nearest - corner) * (nearest - corner)).sum()
            }.min() ?? 0
        }
        let best = corners.indices.max { (clearance(corners[$0]), -$0) < (clearance(corners[$1]), -$1) } ?? 0
        return (corners[best], middle)
    }

    /// The same over an outline: inside of the door, or in a corner that stands out; the gaze goes to the spot that is
    /// farthest from all walls.
    private static func stand(
        _ request: RenderRequest, _ outline: FloorOutline
    ) -> (place: SIMD2<Double>, target: SIMD2<Double>) {
        let spots = OutlineShell.floorSpots(outline)
        let middle =
            spots.max { outline.clearance($0) < outline.clearance($1) }
            ?? SIMD2(request.room.size.x, request.room.size.y) / 2
        let inset = min(0.3, 0.12 * min(request.room.size.x, request.room.size.y))
        let walls = request.room.walls
        for item in request.items
        where Catalogue.standard.kindOrGeneric(forObjectID: item.id).shape == .door {
            let door = SIMD2(item.position.x, item.position.y)
            let wall = walls.min {
                FloorOutline.distance(door, $0.start, $0.end) < FloorOutline.distance(door, $1.start, $1.end)
            }
            let place = door + (wall?.inward ?? .zero) * inset
            if outline.contains(place) { return (place, middle) }
        }
        let boxes = request.items.map { OrientedBox($0) }.filter { $0.high.z > 0.9 && $0.low.z < 1.9 }
        let corners = walls.indices.compactMap { index -> SIMD2<Double>? in
            let before = walls[(index + walls.count - 1) % walls.count].inward
            let place = walls[index].start + (before + walls[index].inward) * inset
            return outline.clearance(place) > 0.5 * inset ? place : nil
        }
        func clearance(_ corner: SIMD2<Double>) -> Double {
            let way = (corner - middle) * (corner - middle)
            return min(
                way.sum(),
                boxes.map { box in
                    let nearest = corner.clamped(
                        lowerBound: SIMD2(box.low.x, box.low.y), upperBound: SIMD2(box.high.x, box.high.y))
                    return ((nearest - corner) * (nearest - corner)).sum()
                }.min() ?? .infinity)
        }
        return (corners.max { clearance($0) < clearance($1) } ?? middle, middle)
    }

    private static func centre(of boxes: [OrientedBox], or other: SIMD2<Double>) -> SIMD2<Double> {
        guard !boxes.isEmpty else { return other }
        return boxes.reduce(SIMD2<Double>()) {
            $0 + SIMD2($1.low.x + $1.high.x, $1.low.y + $1.high.y) / 2
        } / Double(boxes.count)
    }
}
