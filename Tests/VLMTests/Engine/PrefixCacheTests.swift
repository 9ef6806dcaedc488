import Foundation
import Imaging
import Tensors
import Testing

import VLM

/// Prompts that begin alike are computed once; a picture is only the same when its bytes are.
struct PrefixCacheTests {
    private let checkpoint: LoadedCheckpoint
    private let preparer: RequestPreparer

    init() throws {
        checkpoint = try LoadedCheckpoint(directory: Fixtures.url("tiny-tied"))
        preparer = RequestPreparer(checkpoint: checkpoint)
    }

    private func prepared(_ parts: [GenerationRequest.Message.Part]) throws -> PreparedRequest {
        try preparer.prepare(
            GenerationRequest(
                messages: [.init(role: "user", parts: parts)], answer: .free(maximumTokens: 1)))
    }

    /// Computes the missing pieces of a prompt.
    private func compute(_ request: PreparedRequest, _ prefixes: inout PrefixCache) throws {
        let match = prefixes.match(request)
        var node: PrefixCache.NodeID? = match.node
        var cache = match.cache ?? checkpoint.model.makeCache()
        var done = match.count
        while done < request.tokens.count {
            let range = PrefixCache.nextPiece(from: done, of: request.tokens.count)
            let images = try request.images.filter { !$0.tokens.clamped(to: range).isEmpty }.map {
                try checkpoint.model.encodeImages(patches: $0.patches.values, grids: [$0.patches.grid])
            }
            let isLast = range.upperBound == request.tokens.count
            let logits = try checkpoint.model.prefill(
                tokens: Array(request.tokens[range]), imageEmbeddings: images.first,
                positions: request.positions.slice(range), cache: &cache, logitsAt: isLast ? .last : .none)
            node = prefixes.insert(
                range, of: request, after: node, cache: cache, logits: isLast ? logits.row(0) : nil)
            done = range.upperBound
        }
    }

    private let long = String(repeating: "A room of four by five metres. ", count: 20)

    @Test func aPromptIsFoundWholeOrByItsPieces() throws {
        var prefixes = PrefixCache(maximumBytes: 64 << 20)
        let first = try prepared([.text(long + "one")])
        #expect(prefixes.match(first).count == 0)
        try compute(first, &prefixes)
        let whole = prefixes.match(first)
        #expect(whole.count == first.tokens.count && whole.logits != nil)
        let other = try prepared([.text(long + "two")])
        let part = prefixes.match(other)
        #expect(part.logits == nil && part.count >= PrefixCache.pieceLength)
        #expect(part.count % PrefixCache.pieceLength == 0)
        #expect(part.cache?.length == part.count)
        #expect(prefixes.match(try prepared([.text("Else. " + long)])).count == 0)
    }

    @Test func picturesMatchByTheirBytes() throws {
        let pixels = (0..<60 * 60 * 3).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let image = try PixelImage(width: 60, height: 60, channels: .rgb, pixels: pixels)
        var changed = pixels
        changed[5000] ^= 0x80
        let other = try PixelImage(width: 60, height: 60, channels: .rgb, pixels: changed)
        var prefixes = PrefixCache(maximumBytes: 64 << 20)
        let request = try prepared([.image(image), .text(long)])
        try compute(request, &prefixes)
        let same = try prepared([.image(image), .text(long)])
        let different = try prepared([.image(other), .text(long)])
        #expect(same.tokens == different.tokens)
        #expect(prefixes.match(same).count == same.tokens.count)
        #expect(prefixes.match(different).count == 0)
    }

    @Test func memoryIsBounded() throws {
        let bound = 150_000
        var prefixes = PrefixCache(maximumBytes: bound)
        for seed in 0..<20 {
            let request = try prepared([.text("\(seed) " + long)])
            try compute(request, &prefixes)
            #expect(prefixes.byteCount <= bound)
        }
        #expect(prefixes.byteCount > 0)
        var none = PrefixCache(maximumBytes: 0)
        let request = try prepared([.text(long)])
        try compute(request, &none)
        #expect(none.byteCount == 0 && none.match(request).count == 0)
    }

    @Test func theLeastRecentlyUsedGoesFirst() throws {
        let one = try prepared([.text("one")])
        var prefixes = PrefixCache(maximumBytes: 1 << 30)
        try compute(one, &prefixes)
        let size = prefixes.byteCount
        prefixes = PrefixCache(maximumBytes: 2 * size)
        let (two, three) = (try prepared([.text("two")]), try prepared([.text("the")]))
        try compute(one, &prefixes)
        try compute(two, &prefixes)
        _ = prefixes.match(one)
        try compute(three, &prefixes)
        #expect(prefixes.match(one).logits != nil)
        #expect(prefixes.match(two).logits == nil)
    }
}
