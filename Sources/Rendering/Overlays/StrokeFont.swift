import Foundation

/// Letters as strokes, for names on pictures: small, without a font file, and the same on every machine.
///
/// A letter lies on a grid whose line stands at 0; small letters are 5 high, tall ones 7, and tails reach 2 below.
/// Capitals are written small.
enum StrokeFont {
    /// A letter's strokes, and how far it moves the pen.
    struct Glyph {
        var strokes: [[SIMD2<Double>]]
        var advance: Double
    }

    /// Height of small letters, grid units.
    static let height = 5.0

    /// The letters of a text, each from where the pen stands.
    static func glyphs(_ text: String) -> [Glyph] {
        let plain = text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
        return plain.lowercased().map { letter in
            if letter == " " || letter == "_" { return Glyph(strokes: [], advance: 3.4) }
            return letters[letter] ?? unknown
        }
    }

    /// How long a text is, grid units.
    static func length(_ text: String) -> Double {
        max(glyphs(text).reduce(0) { $0 + $1.advance } - gap, 0)
    }

    private static let gap = 1.9
    private static let unknown = glyph("0c4c4h0h0c")

    /// Strokes are written as places, a digit across and a letter upward from `a` (2 below the line).
    private static func glyph(_ code: String) -> Glyph {
        var widest = 0.0
        let strokes = code.split(separator: " ").map { stroke -> [SIMD2<Double>] in
            let bytes = Array(stroke.utf8)
            return stride(from: 0, to: bytes.count - 1, by: 2).map { index in
                let place = SIMD2(Double(bytes[index]) - 48, Double(bytes[index + 1]) - 99)
                widest = max(widest, place.x)
                return place
            }
        }
        return Glyph(strokes: strokes, advance: widest + gap)
    }

    private static let letters: [Character: Glyph] = {
        let bowl = "4g3h1h0g0d1c3c4d"
        let codes: [Character: String] = [
            "a": "4h4c \(bowl)", "b": "0j0c 0g1h3h4g4d3c1c0d", "c": "\(bowl)", "d": "4j4c \(bowl)",
            "e": "0f4f4g3h1h0g0d1c3c4d", "f": "3j2j1i1c 0h3h", "g": "4h4b3a1a0b \(bowl)", "h": "0j0c 0g1h3h4g4c",
            "i": "0h0c 0j0j", "j": "2h2b1a0a 2j2j", "k": "0j0c 4h0e 1f4c", "l": "0j0d1c",
            "m": "0h0c 0g1h2h3g3c 3g4h5h6g6c", "n": "0h0c 0g1h3h4g4c", "o": "1h3h4g4d3c1c0d0g1h",
            "p": "0h0a 0g1h3h4g4d3c1c0d", "q": "4h4a \(bowl)", "r": "0h0c 0f1h3h",
            "s": "4g3h1h0g1f3f4e4d3c1c0d", "t": "1j1d2c3c 0h3h", "u": "0h0d1c3c4d 4h4c", "v": "0h2c4h",
            "w": "0h1c3g5c6h", "x": "0h4c 4h0c", "y": "0h2c 4h2c1a0a", "z": "0h4h0c4c",
            "0": "1j3j4i4d3c1c0d0i1j", "1": "0i2j2c", "2": "0i1j3j4i4g0c4c", "3": "0i1j3j4i4h3g1g 3g4f4d3c1c0d",
            "4": "3c3j0e4e", "5": "4j0j0g3g4f4d3c1c0d", "6": "4i3j1j0i0d1c3c4d4f3g1g0f", "7": "0j4j1c",
            "8": "1g0h0i1j3j4i4h3g1g0f0d1c3c4d4f3g", "9": "0d1c3c4d4i3j1j0i0h1g3g4h", "-": "0f3f", ".": "0c0c",
            ",": "1c0b", "/": "0c3j", "(": "1j0h0e1c", ")": "0j1h1e0c", ":": "0d0d 0g0g", "'": "0j0i",
            "+": "0f4f 2d2h", "&": "4c0h1j2i0e1c2c4e", "#": "1c1i 3c3i 0e4e 0g4g",
        ]
        return codes.mapValues(glyph)
    }()
}
