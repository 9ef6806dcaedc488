import Foundation
import JSON
import SceneGraph

extension SceneReader {
    /// LayoutVLM's `layout.json`: `{instance: {position: [x, y, z], rotation: [x, y, z] in degrees}}`, positions the
    /// boxes' middles; the room and the boxes are in the scene that it was asked for, `boundary.floor_vertices` and
    /// `assets.<instance>.assetMetadata.boundingBox`.
    ///
    /// An asset faces +x at rotation 0 and turns counter-clockwise seen from above; its box's x lies that way.
    func layoutVLM(_ cursor: JSONCursor, task: JSONCursor) throws -> Parts {
        let floor = FloorArea([try Self.polygon(task["boundary"]["floor_vertices"])])
        let members = try cursor.object().members
        guard members.count <= MetricScene.maximumObjects else {
            throw cursor.fault("has \(members.count) objects; at most \(MetricScene.maximumObjects) are allowed")
        }
        var objects: [MetricScene.Object] = []
        var leftOut: [String] = []
        for member in members {
            let known = task["assets"][member.key]
            let asset = known["uid"].value?.stringValue ?? String(member.key.prefix { $0 != "-" })
            guard let bounds = known.value.flatMap(AssetSizes.bounds) ?? assets[asset] ?? assets[member.key] else {
                leftOut.append(member.key)
                continue
            }
            let entry = cursor[member.key]
            let size = (bounds.high - bounds.low) * (try entry["scale"].ifPresent?.double(in: 1e-6...1000) ?? 1)
            let place = entry["position"]
            let coordinates = try place.array(maximumCount: 3)
            guard coordinates.count >= 2 else { throw place.fault("must have at least two elements") }
            // Without a height an asset stands on the floor.
            let z = coordinates.count == 3 ? try Self.coordinate(coordinates[2]) : size.z / 2
            let turn: Double
            if let angles = entry["rotation"].value?.arrayValue {
                turn = try angles.isEmpty ? 0 : entry["rotation"].array()[angles.count - 1].finiteDouble()
            } else {
                turn = try entry["rotation"].finiteDouble()
            }
            objects.append(
                MetricScene.Object(
                    id: member.key, size: BoxSize(length: size.y, width: size.x, height: size.z),
                    angle: Heading.normalized(90 - turn),
                    center: Vector3(
                        x: try Self.coordinate(coordinates[0]), y: try Self.coordinate(coordinates[1]), z: z)))
        }
        return (floor, [], objects, leftOut)
    }
}
