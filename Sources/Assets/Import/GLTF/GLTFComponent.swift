/// How a number of an accessor is written (glTF 2.0, section 3.6.2.2).
enum GLTFComponent: Int {
    case int8 = 5120
    case uint8 = 5121
    case int16 = 5122
    case uint16 = 5123
    case uint32 = 5125
    case float = 5126

    /// Bytes of a number.
    var size: Int {
        switch self {
        case .int8, .uint8: 1
        case .int16, .uint16: 2
        case .uint32, .float: 4
        }
    }

    /// Whether indices may be written so.
    var isIndex: Bool { [.uint8, .uint16, .uint32].contains(self) }

    /// The bits of the number at an offset.
    /// - Precondition: it lies within the bytes.
    func bits(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
        (0..<size).reduce(UInt32(0)) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
    }

    /// The number at an offset; normalized integers by the specification's formulas.
    /// - Precondition: it lies within the bytes.
    func number(_ bytes: [UInt8], _ offset: Int, isNormalized: Bool) -> Float {
        let bits = bits(bytes, offset)
        switch self {
        case .float: return Float(bitPattern: bits)
        case .uint32: return Float(bits)
        case .uint8: return isNormalized ? Float(bits) / 255 : Float(bits)
        case .uint16: return isNormalized ? Float(bits) / 65_535 : Float(bits)
        case .int8:
            let number = Float(Int8(truncatingIfNeeded: bits))
            return isNormalized ? max(number / 127, -1) : number
        case .int16:
            let number = Float(Int16(truncatingIfNeeded: bits))
            return isNormalized ? max(number / 32_767, -1) : number
        }
    }
}
