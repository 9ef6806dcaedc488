import Tensors
import Testing
import VLM

/// Requests that do not fit the model are typed errors, and leave the cache as it was.
@Suite struct RequestFaultTests {
    private let model: Qwen25VL
    private let image: Int
    private let video: Int

    init() throws {
        model = try Qwen25VL(directory: Fixtures.url("tiny-tied"))
        image = model.configuration.imageToken
        video = model.configuration.videoToken
    }

    @Test func tokensMustBeOfTheVocabulary() throws {
        var cache = model.makeCache()
        for token in [-1, 400, Int.max, Int.min] {
            #expect(throws: ModelError.tokenOutOfRange(token: token, position: 1, vocabularySize: 400)) {
                try model.prefill(tokens: [1, token], cache: &cache)
            }
        }
        #expect(cache.length == 0)
        #expect(throws: ModelError.emptyInput) { try model.prefill(tokens: [], cache: &cache) }
        var none: [KVCache] = []
        #expect(throws: ModelError.emptyInput) { try model.decode(tokens: [], caches: &none) }
        #expect(throws: ModelError.lengthMismatch(what: "caches", expected: 1, found: 0)) {
            try model.decode(tokens: [1], caches: &none)
        }
    }

    @Test func videosAreRefusedByName() {
        #expect(throws: ModelError.videoUnsupported(position: 2)) {
            try model.positionIDs(tokens: [1, 2, video], grids: [])
        }
    }

    @Test func gridsMustBeSound() {
        let huge = Int.max / 2 * 2 - 2
        for grid in [
            ImageGrid(height: 0, width: 2), ImageGrid(height: -2, width: 2), ImageGrid(height: 3, width: 4),
            ImageGrid(height: huge, width: huge), ImageGrid(temporal: huge, height: 2, width: 2),
            ImageGrid(temporal: 0, height: 2, width: 2), ImageGrid(height: 2048, width: 2048),
        ] {
            #expect(throws: ModelError.self) { try model.encodeImages(patches: [], grids: [grid]) }
            #expect(throws: ModelError.self) { try model.positionIDs(tokens: [image], grids: [grid]) }
        }
        #expect(throws: ModelError.emptyInput) { try model.encodeImages(patches: [], grids: []) }
        #expect(throws: ModelError.patchCountMismatch(expected: 4 * 1176, found: 3)) {
            try model.encodeImages(patches: [1, 2, 3], grids: [ImageGrid(height: 2, width: 2)])
        }
    }

    @Test func placeholdersMustFitTheImages() throws {
        let grid = ImageGrid(height: 2, width: 4)
        for tokens in [
            [1], [image], [image, 5, image], [image, image, image], [1, image, image, image, image],
        ] {
            #expect(throws: ModelError.self, "\(tokens)") {
                try model.positionIDs(tokens: tokens, grids: [grid])
            }
        }
        #expect(throws: ModelError.self) {
            try model.positionIDs(tokens: [image, image], grids: [grid, grid])
        }
        let positions = try model.positionIDs(tokens: [1, image, image, 2], grids: [grid])
        #expect(positions.width == [0, 1, 2, 3] && positions.height == [0, 1, 1, 3] && positions.delta == 0)

        var cache = model.makeCache()
        let embeddings = Tensor.zeros(1, 32)
        #expect(throws: ModelError.imageTokenMismatch(placeholders: 2, embeddings: 1)) {
            try model.prefill(tokens: [image, image], imageEmbeddings: embeddings, cache: &cache)
        }
        #expect(throws: ModelError.lengthMismatch(what: "image embedding width", expected: 32, found: 8)) {
            try model.prefill(tokens: [image], imageEmbeddings: .zeros(1, 8), cache: &cache)
        }
        #expect(throws: ModelError.lengthMismatch(what: "positions", expected: 1, found: 2)) {
            try model.prefill(tokens: [1], positions: PositionIDs(text: 2), cache: &cache)
        }
        #expect(throws: ModelError.positionOutOfRange(1, count: 1)) {
            try model.prefill(tokens: [1], cache: &cache, logitsAt: .indices([1]))
        }
        #expect(cache.length == 0)
    }

    @Test func aCacheOfAnotherModelIsRefused() throws {
        let other = try Qwen25VL(directory: Fixtures.url("tiny-half"))
        var cache = other.makeCache()
        #expect(throws: ModelError.cacheMismatch) { try model.prefill(tokens: [1], cache: &cache) }
        var caches = [cache]
        #expect(throws: ModelError.cacheMismatch) { try model.decode(tokens: [1], caches: &caches) }
    }
}
