import Assets
import Imaging
import Rendering
import SceneGraph
import Testing

/// A level square of one surface, facing up, in the plane of its object's middle.
func sheet(
    _ surface: Surface, side: Float = 1, texture: Texture? = nil, alphaMode: AlphaMode? = nil,
    isDoubleSided: Bool = false
) -> Mesh {
    let half = side / 2
    let corners = [SIMD3(-half, -half, 0), SIMD3(half, -half, 0), SIMD3(half, half, 0), SIMD3(-half, half, 0)]
    return Mesh(parts: [
        Mesh.Part(
            surface: surface, positions: corners, normals: corners.map { _ in SIMD3(0, 0, 1) },
            indices: [0, 1, 2, 0, 2, 3],
            // The picture's upper left corner lies at the north-west.
            coordinates: [SIMD2(0, 1), SIMD2(1, 1), SIMD2(1, 0), SIMD2(0, 0)], texture: texture, alphaMode: alphaMode,
            isDoubleSided: isDoubleSided)
    ])
}

func placed(_ mesh: Mesh, at place: SIMD3<Double>, id: String = "object_a") -> RenderRequest.Item {
    RenderRequest.Item(
        id: id, size: BoxSize(length: 1, width: 1, height: 0.01),
        position: Vector3(x: place.x, y: place.y, z: place.z), mesh: mesh)
}

/// Straight down, in parallel: 100 pixels a metre, the floor's middle in the picture's.
func pictureFromAbove(_ items: [RenderRequest.Item]) throws -> (image: PixelImage, camera: Camera) {
    var request = try RenderRequest(room: studio, items: items, view: .top, width: 440, height: 330)
    request.projection = .orthographic
    return (try Renderer.picture(of: request), Camera(request))
}

func colourFromAbove(_ items: [RenderRequest.Item], at point: SIMD3<Double>) throws -> [Int] {
    let (image, camera) = try pictureFromAbove(items)
    let place = camera.project(point)
    return try #require(image.pixel(x: Int(place.x), y: Int(place.y))).map(Int.init)
}

let redSurface = Surface(Colour(red: 0.8, green: 0.02, blue: 0.02))
let blueSurface = Surface(Colour(red: 0.02, green: 0.02, blue: 0.8))
let whiteSurface = Surface(Colour(red: 1, green: 1, blue: 1))
