import Assets
import Foundation

/// Linear light to display bytes by Khronos' PBR Neutral tone mapper ("Khronos PBR Neutral Tone Mapper", 2024), which
/// keeps the colours of things as they are and only bends what is brighter than white paper; then the sRGB curve. Its
/// toe, which takes away the haze of an even environment's reflections, is left out: rough things mirror nothing here.
struct NeutralTone: Sendable {
    private static var steps: Int { 8192 }
    private let table = NeutralTone.curve

    private static let curve = FixedArray<UInt8>(
        (0...NeutralTone.steps).map { step in
            let light = Double(step) / Double(NeutralTone.steps)
            let encoded = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
            return UInt8(min(max(encoded * 255 + 0.5, 0), 255))
        })

    /// Maps light to 0 ... 1.
    @inline(__always)
    private static func mapped(_ light: SIMD3<Float>) -> SIMD3<Float> {
        let start: Float = 0.76
        let peak = light.max()
        guard peak > start else { return light }
        let rest = 1 - start
        let bent = 1 - rest * rest / (peak + rest - start)
        let grey = 1 - 1 / (0.15 * (peak - bent) + 1)
        let scaled = light * (bent / peak)
        return scaled + (SIMD3(repeating: bent) - scaled) * grey
    }

    /// Writes a light as three bytes; what is no number becomes black.
    @inline(__always)
    func write(_ light: SIMD4<Float>, to target: UnsafeMutablePointer<UInt8>) {
        let colour = Self.mapped(pointwiseMax(SIMD3(light.x, light.y, light.z), .zero))
        let places = (pointwiseMin(pointwiseMax(colour, .zero), SIMD3(repeating: 1)) * Float(Self.steps))
        for channel in 0..<3 {
            let place = places[channel]
            target[channel] = place >= 0 ? table.base[Int(place + 0.5)] : 0
        }
    }
}
