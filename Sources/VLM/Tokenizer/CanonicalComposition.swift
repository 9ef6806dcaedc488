// The standard library's own normaliser has no public name yet. Foundation's
// `precomposedStringWithCanonicalMapping` cannot stand in: in swift-corelibs-foundation 6.3 it leaves
// U+AC00 U+11A8 apart and composes marks with characters beyond U+FFFF as if they were others.
@_spi(_Unicode) import Swift

extension String {
    /// The text in Unicode Normalization Form C (Unicode Standard Annex 15), as UTF-8.
    package var canonicallyComposedUTF8: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        for scalar in _nfc {
            if scalar.value < 128 {
                bytes.append(UInt8(scalar.value))
            } else {
                UTF8.encode(scalar).map { bytes.append(contentsOf: $0) }
            }
        }
        return bytes
    }
}
