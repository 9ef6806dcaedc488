/// A text as code points, each with its class.
package struct ClassifiedText: Sendable {
    package private(set) var scalars: [Unicode.Scalar] = []
    package private(set) var classes: [CharacterClass] = []

    /// Decodes UTF-8; malformed bytes become U+FFFD.
    package init(utf8: some Collection<UInt8>) {
        scalars.reserveCapacity(utf8.count)
        classes.reserveCapacity(utf8.count)
        for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
            scalars.append(scalar)
            classes.append(CharacterClass(scalar))
        }
    }

    /// The UTF-8 of a range of code points.
    package func utf8(_ range: Range<Int>, into bytes: inout [UInt8]) {
        for scalar in scalars[range] {
            if scalar.value < 128 {
                bytes.append(UInt8(scalar.value))
            } else {
                UTF8.encode(scalar).map { bytes.append(contentsOf: $0) }
            }
        }
    }
}
