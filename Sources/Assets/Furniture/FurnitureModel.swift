import SceneGraph

/// Parametric furniture: recognisable solids that fill an object's size box exactly.
public enum FurnitureModel {
    /// Why no mesh can be made.
    public enum Failure: Error, Equatable, Sendable {
        /// A side is not positive, not finite, or longer than a kilometre.
        case invalidSize(length: Double, width: Double, height: Double)
    }

    /// The mesh of an object, centred at the origin of its own frame: x along its length, y along its width, z
    /// up, front toward +y, in metres.
    ///
    /// The kind is found from the identifier; an object of unknown kind is a plain box. Thin sides stay as thin
    /// as they are given.
    /// - Throws: `Failure.invalidSize`.
    public static func mesh(for object: SceneObject) throws(Failure) -> Mesh {
        try mesh(
            kind: Catalogue.standard.kindOrGeneric(forObjectID: object.id), size: object.size,
            material: object.material, style: object.style)
    }

    /// The mesh of a kind at this size, with these material and style words.
    /// - Throws: `Failure.invalidSize`.
    public static func mesh(
        kind: FurnitureKind, size: BoxSize, material: String = "", style: String = ""
    ) throws(Failure) -> Mesh {
        let piece = try piece(kind: kind, size: size, material: material, style: style)
        return piece.builder.mesh.fitted(to: SIMD3(piece.length, piece.width, piece.height))
    }

    /// By how much the solid as built is stretched along each axis to fill its box.
    package static func fittingScale(kind: FurnitureKind, size: BoxSize) throws(Failure) -> SIMD3<Float> {
        let piece = try piece(kind: kind, size: size, material: "", style: "")
        guard let bounds = piece.builder.mesh.bounds else { return SIMD3(repeating: 1) }
        return SIMD3(piece.length, piece.width, piece.height) / (bounds.maximum - bounds.minimum)
    }

    private static func piece(
        kind: FurnitureKind, size: BoxSize, material: String, style: String
    ) throws(Failure) -> FurniturePiece {
        let sides = [size.length, size.width, size.height]
        guard sides.allSatisfy({ $0.isFinite && $0 > 0 && $0 <= 1000 }) else {
            throw .invalidSize(length: size.length, width: size.width, height: size.height)
        }
        // Below a tenth of a millimetre bevels and normals lose their meaning.
        let length = Float(max(size.length, 1e-4))
        let width = Float(max(size.width, 1e-4))
        let height = Float(max(size.height, 1e-4))
        var piece = FurniturePiece(
            length: length, width: width, height: height,
            paint: FurniturePaint(kind: kind, material: material, style: style))
        piece.build(kind.shape)
        return piece
    }
}
