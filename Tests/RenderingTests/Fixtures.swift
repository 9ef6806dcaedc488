import Rendering
import SceneGraph

/// A room of 4 x 3 x 2.5 m.
let studio = Room(description: "a study", size: Vector3(x: 4, y: 3, z: 2.5))

func item(
    _ id: String, _ size: (Double, Double, Double), at place: (Double, Double), bottom: Double = 0,
    angle: Double = 0, material: String = ""
) -> RenderRequest.Item {
    RenderRequest.Item(
        id: id, material: material, size: BoxSize(length: size.0, width: size.1, height: size.2),
        position: Vector3(x: place.0, y: place.1, z: bottom + size.2 / 2), angle: angle)
}

let furnished = [
    item("desk_1", (1.4, 0.7, 0.75), at: (2, 2.6), angle: 180),
    item("office_chair_1", (0.6, 0.6, 1), at: (2, 1.8)),
    item("monitor_1", (0.6, 0.2, 0.4), at: (2, 2.7), bottom: 0.75, angle: 180),
    item("rug_1", (2, 1.4, 0.02), at: (2, 1.4)),
    item("glass_table_1", (0.8, 0.8, 0.4), at: (3.3, 0.7), material: "glass"),
    item("pendant_light_1", (0.4, 0.4, 0.8), at: (2, 1.5), bottom: 1.7),
    item("bookshelf_1", (0.9, 0.3, 1.9), at: (0.2, 1), angle: 90),
]

/// The sum of a pixel's channels.
func brightness(_ pixel: [UInt8]?) -> Int { (pixel ?? []).reduce(0) { $0 + Int($1) } }
