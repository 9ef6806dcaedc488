import Foundation
import SceneGraph
import Synchronization

/// Reads and prepares the models of assets, each once.
public final class AssetLoader: Sendable {
    private let cache: MeshCache
    private let limits: ModelLimits
    private let libraries = Mutex<[String: SweetHomeLibrary]>([:])

    /// - Parameter cache: where prepared meshes are kept.
    public init(cache: MeshCache, limits: ModelLimits = ModelLimits()) {
        self.cache = cache
        self.limits = limits
    }

    /// The mesh of an asset at its true size, centred, front toward +y.
    /// - Throws: `ModelFileError` when its file cannot be read or holds no model, `FurnitureModel.Failure` for
    ///   parametric furniture without a size.
    public func mesh(of asset: Asset) throws -> Mesh {
        switch asset.source {
        case .parametric:
            return try FurnitureModel.mesh(
                kind: asset.kind.flatMap { Catalogue.standard[$0] } ?? .generic, size: asset.size)
        case .sweetHome:
            return try cache.mesh(try cacheKey(asset)) {
                let library = try library(asset.path)
                guard let piece = library.catalogue.pieces.first(where: { $0.id == asset.key }) else {
                    throw ModelFileError(asset.path, at: "'\(asset.key)'", .malformed("the piece is missing"))
                }
                return try MeshPreparation.mesh(
                    of: try library.model(of: piece, limits: limits), name: asset.id, rotation: piece.rotation,
                    size: piece.size)
            }
        case .directory, .upload:
            return try cache.mesh(try cacheKey(asset)) {
                let file = try FileBytes(path: asset.path)
                guard file.byteCount <= limits.maximumFileBytes else {
                    throw ModelFileError(
                        asset.path, .tooLarge("bytes", count: file.byteCount, limit: limits.maximumFileBytes))
                }
                let model = try GLBReader.read(
                    file.bytes(at: 0, count: file.byteCount), name: asset.path, limits: limits)
                // Who uploads a model is there to be told what is wrong with it.
                return try MeshPreparation.mesh(
                    of: model, name: asset.id, frame: asset.frame, size: asset.size,
                    needsPictures: asset.source == .upload)
            }
        }
    }

    /// How far the mesh of an asset is.
    public func preparation(of asset: Asset) -> AssetPreparation {
        guard asset.source != .parametric else { return .ready }
        return (try? cacheKey(asset)).map(cache.preparation) ?? .pending
    }

    /// The mesh of an asset, stretched to an object's box.
    /// - Throws: as `mesh(of:)`.
    public func mesh(of asset: Asset, fittedTo size: BoxSize) throws -> Mesh {
        try mesh(of: asset).fitted(to: SIMD3(Float(size.length), Float(size.width), Float(size.height)))
    }

    /// The identifier, and a digest of where the model lies and when it was changed.
    private func cacheKey(_ asset: Asset) throws(ModelFileError) -> String {
        var information = stat()
        guard stat(asset.path, &information) == 0 else {
            throw ModelFileError(asset.path, .unreadable(String(cString: strerror(errno))))
        }
        let text =
            "\(asset.path)|\(asset.key)|\(information.st_size)|\(information.st_mtim.tv_sec)|\(asset.size)|\(asset.frame)"
        let digest = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return "\(asset.id)-\(String(digest, radix: 16))"
    }

    private func library(_ path: String) throws(ModelFileError) -> SweetHomeLibrary {
        if let known = libraries.withLock({ $0[path] }) { return known }
        let library = try SweetHomeLibrary(FileBytes(path: path), name: path)
        libraries.withLock { $0[path] = library }
        return library
    }
}
