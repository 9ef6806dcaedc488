import Foundation

/// Linear light to display bytes: straight up to 0.72, a soft shoulder above, then the sRGB curve.
struct ToneCurve {
    /// Input up to which the table reaches.
    private static let range: Float = 4
    private static let steps = 16_384
    private let table: [UInt8]

    /// The one curve that all pictures use.
    static let standard = ToneCurve()

    private init() {
        table = (0...Self.steps).map { step in
            let light = Double(step) / Double(Self.steps) * Double(Self.range)
            let knee = 0.72
            let mapped = light <= knee ? light : knee + (1 - knee) * (1 - exp(-(light - knee) / (1 - knee)))
            let encoded = mapped <= 0.0031308 ? 12.92 * mapped : 1.055 * pow(mapped, 1 / 2.4) - 0.055
            return UInt8(min(max(encoded * 255 + 0.5, 0), 255))
        }
    }

    /// The byte for a light; anything that is no number is black.
    @inline(__always)
    func byte(_ light: Float) -> UInt8 {
        guard light > 0 else { return 0 }
        return table[Int(min(light, Self.range) * (Float(Self.steps) / Self.range))]
    }
}
