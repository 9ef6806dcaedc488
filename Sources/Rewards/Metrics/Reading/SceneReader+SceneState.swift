import JSON
import SceneGraph

extension SceneReader {
    /// SceneEval's scene state: z up, metres, `scene.arch.elements` (floors, and walls with holes) and `scene.object`,
    /// each with a matrix in column order that brings its asset into the scene.
    ///
    /// The assets' boxes are in no scene state; they come from `AssetSizes` by `modelId`, in the axes that the matrix
    /// starts from. A box that the matrix lays other than on one of its sides is taken as the upright box around it.
    func sceneState(_ cursor: JSONCursor) throws -> Parts {
        let scene = cursor["scene"]
        var floors: [[SIMD2<Double>]] = []
        var openings: [MetricOpening] = []
        for element in try scene["arch"]["elements"].array(maximumCount: 10_000) {
            switch element["type"].value?.stringValue {
            case "Floor": floors.append(try Self.polygon(element["points"]))
            case "Wall":
                let ends = try Self.polygon(element["points"])
                guard ends.count == 2 else { continue }
                for hole in try element["holes"].ifPresent?.array(maximumCount: 1000) ?? [] {
                    if let opening = try Self.opening(hole, from: ends[0], to: ends[1], openings.count) {
                        openings.append(opening)
                    }
                }
            default: continue
            }
        }
        var objects: [MetricScene.Object] = []
        var leftOut: [String] = []
        for (place, element) in try scene["object"].array(maximumCount: MetricScene.maximumObjects).enumerated() {
            let model = try element["modelId"].string()
            let id = "idx\(element["index"].value?.integerValue ?? place)_\(model)"
            guard let bounds = assets[model] ?? assets[String(model.drop { $0 != "." }.dropFirst())] else {
                leftOut.append(id)
                continue
            }
            if let object = try Self.object(id, bounds, element["transform"]["data"]) {
                objects.append(object)
            } else {
                leftOut.append(id)
            }
        }
        return (FloorArea(floors), openings, objects, leftOut)
    }

    private static func opening(
        _ hole: JSONCursor, from start: SIMD2<Double>, to end: SIMD2<Double>, _ number: Int
    ) throws -> MetricOpening? {
        guard let word = hole["type"].value?.stringValue?.lowercased(), let kind = Opening.Kind(rawValue: word),
            hole["box"].ifPresent != nil
        else { return nil }
        let corners = try ["min", "max"].map { end in
            let elements = try hole["box"][end].array(maximumCount: 3)
            guard elements.count >= 2 else { throw hole["box"][end].fault("must have two elements") }
            return SIMD2(try coordinate(elements[0]), try coordinate(elements[1]))
        }
        let along = end - start
        let length = (along * along).sum().squareRoot()
        guard length > 0 else { return nil }
        return MetricOpening(
            id: hole["id"].value?.stringValue ?? "\(word)_\(number)", kind,
            foot: start + along * ((corners[0].x + corners[1].x) / 2 / length), bottom: corners[0].y, along: along,
            width: corners[1].x - corners[0].x, height: corners[1].y - corners[0].y)
    }

    private static func object(_ id: String, _ bounds: AssetSizes.Bounds, _ cursor: JSONCursor) throws
        -> MetricScene.Object?
    {
        let data = try cursor.array(maximumCount: 16).map { try coordinate($0) }
        guard data.count == 16 else { throw cursor.fault("must have sixteen elements") }
        let axes = (0..<3).map { SIMD3(data[4 * $0], data[4 * $0 + 1], data[4 * $0 + 2]) }
        let half = (bounds.high - bounds.low) / 2
        let middle = (bounds.high + bounds.low) / 2
        let center =
            SIMD3(data[12], data[13], data[14]) + axes[0] * middle.x + axes[1] * middle.y + axes[2] * middle.z
        let sides = [axes[0] * half.x, axes[1] * half.y, axes[2] * half.z]
        let lengths = sides.map(\.length)
        guard lengths.allSatisfy({ $0 > 0 && $0 <= 500 }) else { return nil }
        let place = Vector3(x: center.x, y: center.y, z: center.z)
        // One side stands upright where the asset is only turned about the vertical.
        if let up = (0..<3).first(where: { abs(sides[$0].z) > 0.999 * lengths[$0] }) {
            let level = [0, 1, 2].filter { $0 != up }
            let across = sides[level[1]]
            let way = SIMD2(across.x, across.y)
            let box = OrientedBox(
                front: way / (way * way).sum().squareRoot(),
                half: Vector3(x: lengths[level[0]], y: lengths[level[1]], z: lengths[up]), center: place)
            return MetricScene.Object(id: id, box: box)
        }
        let reach = sides.reduce(SIMD3<Double>.zero) { $0 + pointwiseMax($1, -$1) }
        return MetricScene.Object(
            id: id, size: BoxSize(length: 2 * reach.x, width: 2 * reach.y, height: 2 * reach.z), angle: 0, center: place
        )
    }
}

extension MetricScene.Object {
    /// An object that looks like its box.
    fileprivate init(id: String, box: OrientedBox) {
        let size = BoxSize(length: 2 * box.half.x, width: 2 * box.half.y, height: 2 * box.half.z)
        self.init(id: id, box: box, mesh: TriangleMesh(box: size).placed(in: box))
    }
}
