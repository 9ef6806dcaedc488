import Foundation
import SceneGraph

extension Asset {
    /// The asset of a GLB file.
    ///
    /// Its size is what the notes say; else the model's own, in the notes' unit or in metres as glTF has it. A model
    /// that would be absurdly large or small, as much of what is found on the net is, gets the usual size of its kind
    /// and keeps its proportions.
    /// - Parameters:
    ///   - stem: the file's name without its ending, for want of another name.
    ///   - path: where the file lies.
    /// - Throws: `ModelFileError` when there is nothing to be seen in the model.
    public static func asset(
        of model: ImportedModel, notes: ModelNotes, id: String, stem: String, source: Source, library: String,
        path: String
    ) throws(ModelFileError) -> Asset {
        guard let bounds = model.bounds else {
            throw ModelFileError(path, .malformed("there is nothing to be seen in it"))
        }
        let extent = notes.frame.objectVector(bounds.maximum - bounds.minimum)
        let unit = notes.unit ?? 1
        func side(_ axis: Int) -> Double { max(Double(abs(extent[axis])) * unit, 0.001) }
        var size = notes.size ?? BoxSize(length: side(0), width: side(1), height: side(2))
        let name = notes.name?.trimmed ?? ""
        let words = name.isEmpty ? Words.split(stem).joined(separator: " ") : name
        var kind = KindFinder().kind(name: words, tags: notes.tags, size: size)
        let longest = max(size.length, size.width, size.height)
        if kind == nil, notes.size == nil, notes.unit == nil || longest > 10 || longest < 0.02 {
            kind = Catalogue.standard.kind(forObjectID: words)
            if let usual = kind?.typicalSize {
                let ratios = [usual.length / size.length, usual.width / size.width, usual.height / size.height]
                let scale = pow(ratios[0] * ratios[1] * ratios[2], 1.0 / 3)
                size = BoxSize(length: size.length * scale, width: size.width * scale, height: size.height * scale)
            }
        }
        guard max(size.length, size.width, size.height) <= SweetHomeCatalogue.maximumSide else {
            throw ModelFileError(path, .malformed("it is larger than \(Int(SweetHomeCatalogue.maximumSide)) m"))
        }
        let surfaces = kind.map { kind in Asset.parametric.first { $0.kind == kind.id }?.surfaces ?? [] } ?? []
        return Asset(
            id: id, name: words, tags: notes.tags, kind: kind?.id, size: size, frame: notes.frame, unit: notes.unit,
            support: kind?.support ?? .floor, surfaces: surfaces.isEmpty ? [] : [size.height],
            licence: notes.licence, creator: notes.creator, source: source, library: library, path: path)
    }
}
