import JSON
import SceneGraph

extension SceneReader {
    /// Holodeck's scene: Unity's frame, left-handed with y up, metres, degrees clockwise seen from above.
    ///
    /// x stays, z becomes our y, and an angle of 0 faces that way, as ours does. Sizes come from the object's own
    /// `boundingBox`, from `AssetSizes` by `assetId`, or from the footprint `vertices` in centimetres, about which
    /// Holodeck leaves 5 cm on each side, and twice the height of the middle.
    func holodeck(_ cursor: JSONCursor) throws -> Parts {
        let floor = FloorArea(
            try cursor["rooms"].array(maximumCount: 1000).map { room in
                try room["floorPolygon"].array(maximumCount: 1000).map { corner in
                    SIMD2(try Self.coordinate(corner["x"]), try Self.coordinate(corner["z"]))
                }
            })
        var objects: [MetricScene.Object] = []
        var leftOut: [String] = []
        for element in try cursor["objects"].array(maximumCount: MetricScene.maximumObjects) {
            let id = try element["id"].ifPresent?.string() ?? element["assetId"].string()
            let position = element["position"]
            let place = Vector3(
                x: try Self.coordinate(position["x"]), y: try Self.coordinate(position["z"]),
                z: try Self.coordinate(position["y"]))
            let angle = try element["rotation"].ifPresent?["y"].finiteDouble() ?? 0
            guard let size = try holodeckSize(element, height: place.z, angle: angle) else {
                leftOut.append(id)
                continue
            }
            objects.append(
                MetricScene.Object(id: id, size: size, angle: Heading.normalized(angle), center: place))
        }
        return (floor, try holodeckOpenings(cursor), objects, leftOut)
    }

    private func holodeckSize(_ element: JSONCursor, height: Double, angle: Double) throws -> BoxSize? {
        let asset = element["assetId"].value?.stringValue
        if let known = element.value.flatMap(AssetSizes.bounds) ?? asset.flatMap({ assets[$0] }) {
            let size = known.high - known.low
            return BoxSize(length: size.x, width: size.z, height: size.y)
        }
        guard element["vertices"].value?.arrayValue?.isEmpty == false, height > 0 else { return nil }
        let corners = try Self.polygon(element["vertices"])
        guard let bounds = FloorArea([corners]).bounds else { return nil }
        let size = (bounds.high - bounds.low) / 100 - 0.1
        guard size.x > 0, size.y > 0, height <= 500 else { return nil }
        let isTurned = abs(Heading.normalized(angle).truncatingRemainder(dividingBy: 180) - 90) < 45
        return BoxSize(length: isTurned ? size.y : size.x, width: isTurned ? size.x : size.y, height: 2 * height)
    }

    /// Doors and windows lie in their first wall, measured from its start.
    private func holodeckOpenings(_ cursor: JSONCursor) throws -> [MetricOpening] {
        var segments: [String: [SIMD2<Double>]] = [:]
        for wall in try cursor["walls"].ifPresent?.array(maximumCount: 10_000) ?? [] {
            guard let id = wall["id"].value?.stringValue, wall["segment"].ifPresent != nil else { continue }
            segments[id] = try Self.polygon(wall["segment"])
        }
        var openings: [MetricOpening] = []
        for kind in Opening.Kind.allCases {
            for item in try cursor[kind.rawValue + "s"].ifPresent?.array(maximumCount: 1000) ?? [] {
                let hole = try item["holePolygon"].ifPresent?.array(maximumCount: 16) ?? []
                guard let segment = item["wall0"].value?.stringValue.flatMap({ segments[$0] }), segment.count == 2,
                    hole.count >= 2
                else { continue }
                let xs = try hole.map { try Self.coordinate($0["x"]) }
                let ys = try hole.map { try Self.coordinate($0["y"]) }
                guard let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max() else {
                    continue
                }
                let along = segment[1] - segment[0]
                let length = (along * along).sum().squareRoot()
                guard length > 0 else { continue }
                let opening = MetricOpening(
                    id: item["id"].value?.stringValue ?? "\(kind.rawValue)_\(openings.count + 1)", kind,
                    foot: segment[0] + along * ((left + right) / 2 / length), bottom: low, along: along,
                    width: right - left, height: high - low)
                if let opening { openings.append(opening) }
            }
        }
        return openings
    }
}
