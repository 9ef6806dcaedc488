import Assets
import Imaging
import Rendering
import SceneGraph
import Testing

/// Transparency, masks, textures and sides, seen straight from above.
@Suite struct StudioSurfaceTests {
    @Test(arguments: [false, true]) func whatIsNearerIsLaidOverWhatIsBehind(isReversed: Bool) throws {
        // Half red over half blue over the floor: red weighs a half, blue a quarter, whatever the order of the list.
        let over = placed(sheet(redSurface.withOpacity(0.5)), at: SIMD3(2, 1.5, 1), id: "object_a")
        let under = placed(sheet(blueSurface.withOpacity(0.5)), at: SIMD3(2, 1.5, 0.5), id: "object_b")
        let seen = try colourFromAbove(isReversed ? [under, over] : [over, under], at: SIMD3(2, 1.5, 0.5))
        #expect(seen[0] > seen[2])
        let swapped = [
            placed(sheet(redSurface.withOpacity(0.5)), at: SIMD3(2, 1.5, 0.5)),
            placed(sheet(blueSurface.withOpacity(0.5)), at: SIMD3(2, 1.5, 1), id: "object_b"),
        ]
        let other = try colourFromAbove(isReversed ? swapped.reversed() : swapped, at: SIMD3(2, 1.5, 0.5))
        #expect(other[2] > other[0])
    }

    private func texture(_ pixels: [UInt8], width: Int, height: Int) throws -> Texture {
        try Texture(PixelImage(width: width, height: height, channels: .rgba, pixels: pixels))
    }

    @Test func aMaskIsThereOrNot() throws {
        // The left half is clear.
        let mask = try texture([0, 0, 255, 0, 0, 0, 255, 255], width: 2, height: 1)
        let items = [
            placed(sheet(whiteSurface, texture: mask, alphaMode: .mask(cutoff: 0.5)), at: SIMD3(2, 1.5, 0.5))
        ]
        let (left, right) = (
            try colourFromAbove(items, at: SIMD3(1.7, 1.5, 0.5)), try colourFromAbove(items, at: SIMD3(2.3, 1.5, 0.5))
        )
        #expect(left[0] > left[2] && right[2] > 2 * right[0])
    }

    @Test func aTextureLiesWithItsFirstPixelUpperLeft() throws {
        let four = try texture(
            [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255], width: 2, height: 2)
        let items = [placed(sheet(whiteSurface, texture: four), at: SIMD3(2, 1.5, 0.5))]
        let places = [SIMD3(1.75, 1.75, 0.5), SIMD3(2.25, 1.75, 0.5), SIMD3(1.75, 1.25, 0.5)]
        for (channel, place) in places.enumerated() {
            let seen = try colourFromAbove(items, at: place)
            #expect(seen[channel] == seen.max() && seen[channel] > seen[(channel + 1) % 3] + 60)
        }
        let last = try colourFromAbove(items, at: SIMD3(2.25, 1.25, 0.5))
        #expect((last.max() ?? 0) - (last.min() ?? 255) < 40)
    }

    @Test func aTextureTooFineToBeSeenIsItsMean() throws {
        // Black and white by single texels, 1024 across a metre: half of the light everywhere.
        var pixels: [UInt8] = []
        for y in 0..<1024 {
            for x in 0..<1024 { pixels += [UInt8](repeating: (x + y) % 2 == 0 ? 255 : 0, count: 3) + [255] }
        }
        let grey = Surface(Colour(red: 0.5, green: 0.5, blue: 0.5))
        let fine = try colourFromAbove(
            [placed(sheet(whiteSurface, texture: texture(pixels, width: 1024, height: 1024)), at: SIMD3(2, 1.5, 0.5))],
            at: SIMD3(2.1, 1.4, 0.5))
        let plain = try colourFromAbove([placed(sheet(grey), at: SIMD3(2, 1.5, 0.5))], at: SIMD3(2.1, 1.4, 0.5))
        for channel in 0..<3 { #expect(abs(fine[channel] - plain[channel]) <= 3) }
    }

    @Test func onlyDoubleSidedThingsAreSeenFromBehind() throws {
        func upsideDown(_ isDoubleSided: Bool) -> RenderRequest.Item {
            var mesh = sheet(redSurface, isDoubleSided: isDoubleSided)
            mesh.parts[0].indices = [0, 2, 1, 0, 3, 2]
            mesh.parts[0].normals = mesh.parts[0].normals.map { $0 * -1 }
            return placed(mesh, at: SIMD3(2, 1.5, 0.5))
        }
        let (seen, unseen) = (
            try colourFromAbove([upsideDown(true)], at: SIMD3(2, 1.5, 0.5)),
            try colourFromAbove([upsideDown(false)], at: SIMD3(2, 1.5, 0.5))
        )
        #expect(seen[0] > 2 * seen[2] && unseen[0] < 2 * unseen[2])
    }

    @Test func brokenMeshesAreDrawnAsFarAsTheyAreSound() throws {
        var mesh = sheet(redSurface)
        mesh.parts[0].positions += [SIMD3(.nan, 0, 0), SIMD3(.infinity, 1, 1)]
        mesh.parts[0].normals += [SIMD3(.nan, .nan, .nan), .zero]
        mesh.parts[0].coordinates += [SIMD2(.nan, 0), .zero]
        mesh.parts[0].indices += [0, 1, 4, 1, 2, 5, 7, 8, 4_000_000_000, 0]
        let seen = try colourFromAbove([placed(mesh, at: SIMD3(2, 1.5, 0.5))], at: SIMD3(2, 1.5, 0.5))
        #expect(seen[0] > 2 * seen[2])
    }
}
