import Foundation
import JSON

/// Where a node lies: an affine map, as three columns and a shift.
struct GLTFTransform: Equatable {
    var columns: [SIMD3<Double>] = [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
    var shift = SIMD3<Double>()

    static let identity = GLTFTransform()

    private init() {}

    /// The transform of a node: a matrix, or translation after rotation after scale.
    /// - Throws: `ModelFileError` for numbers that make none.
    init(node: JSONValue, at place: String, in document: GLTFDocument) throws(ModelFileError) {
        if let matrix = try document.numbers(node, "matrix", 16, at: place) {
            columns = (0..<3).map { SIMD3(matrix[4 * $0], matrix[4 * $0 + 1], matrix[4 * $0 + 2]) }
            shift = SIMD3(matrix[12], matrix[13], matrix[14])
            return
        }
        if let turn = try document.numbers(node, "rotation", 4, at: place) {
            let length = turn.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard length > 1e-9 else {
                throw ModelFileError(document.name, at: place, .malformed("its rotation is none"))
            }
            let (x, y, z, w) = (turn[0] / length, turn[1] / length, turn[2] / length, turn[3] / length)
            columns = [
                SIMD3(1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)),
                SIMD3(2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w)),
                SIMD3(2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)),
            ]
        }
        if let scale = try document.numbers(node, "scale", 3, at: place) {
            for axis in 0..<3 { columns[axis] *= scale[axis] }
        }
        if let place = try document.numbers(node, "translation", 3, at: place) {
            shift = SIMD3(place[0], place[1], place[2])
        }
    }

    /// This transform after another.
    func after(_ inner: GLTFTransform) -> GLTFTransform {
        var result = GLTFTransform()
        result.columns = inner.columns.map { vector($0) }
        result.shift = vector(inner.shift) + shift
        return result
    }

    /// Where a point comes to lie.
    func point(_ point: SIMD3<Float>) -> SIMD3<Float> { SIMD3<Float>(vector(SIMD3<Double>(point)) + shift) }

    /// Which way a normal comes to point: by the cofactors, which are the inverse transpose times the determinant.
    func normal(_ normal: SIMD3<Float>) -> SIMD3<Float> {
        let n = SIMD3<Double>(normal)
        let turned =
            Self.cross(columns[1], columns[2]) * n.x + Self.cross(columns[2], columns[0]) * n.y
            + Self.cross(columns[0], columns[1]) * n.z
        let length = (turned * turned).sum().squareRoot()
        guard length > 0, length.isFinite else { return SIMD3() }
        return SIMD3<Float>(turned / (isMirrored ? -length : length))
    }

    /// Whether triangles turn the other way round.
    var isMirrored: Bool { (Self.cross(columns[0], columns[1]) * columns[2]).sum() < 0 }

    private func vector(_ v: SIMD3<Double>) -> SIMD3<Double> {
        columns[0] * v.x + columns[1] * v.y + columns[2] * v.z
    }

    private static func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
        SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
    }
}
