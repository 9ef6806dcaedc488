/// Antialiased bicubic resampling of 8-bit RGB, bit for bit as torchvision resizes `uint8` images.
///
/// Separable convolution, columns first, then rows, with bytes in between. The kernel is Keys' cubic with
/// a = -1/2 (R. Keys, "Cubic convolution interpolation for digital image processing", 1981), stretched by the
/// scale when an image shrinks. Weights are normalised in double precision and rounded to 16-bit fixed point
/// with as many fraction bits as the greatest of them allows.
package enum BicubicResampler {
    /// Taps of one axis: for each output position the first input and `taps` weights.
    package struct Kernel: Hashable, Sendable {
        var starts: [Int] = []
        var counts: [Int] = []
        var weights: [Int32] = []
        var taps = 0
        var fractionBits = 0

        /// The kernel that takes `input` samples to `output`.
        package init(input: Int, output: Int) {
            let scale = Double(input) / Double(output)
            let support = scale >= 1 ? 2 * scale : 2
            let inverse = scale >= 1 ? 1 / scale : 1
            taps = Int(support.rounded(.up)) * 2 + 1
            var exact = [Double](repeating: 0, count: output * taps)
            var greatest = 0.0
            for position in 0..<output {
                let center = scale * (Double(position) + 0.5)
                let first = max(Int(center - support + 0.5), 0)
                let count = min(max(min(Int(center + support + 0.5), input) - first, 0), taps)
                var total = 0.0
                for tap in 0..<count {
                    let weight = Self.cubic((Double(tap + first) - center + 0.5) * inverse)
                    exact[position * taps + tap] = weight
                    total += weight
                }
                if total != 0 {
                    for tap in 0..<count {
                        exact[position * taps + tap] /= total
                        greatest = max(greatest, exact[position * taps + tap])
                    }
                }
                starts.append(first)
                counts.append(count)
            }
            while fractionBits < 22, 0.5 + greatest * Double(1 << (fractionBits + 1)) < Double(1 << 15) {
                fractionBits += 1
            }
            let unit = Double(1 << fractionBits)
            weights = exact.map { Int32($0 < 0 ? -0.5 + $0 * unit : 0.5 + $0 * unit) }
        }

        /// Keys' cubic with a = -1/2.
        private static func cubic(_ offset: Double) -> Double {
            let a = -0.5
            let x = abs(offset)
            if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
            if x < 2 { return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a }
            return 0
        }
    }

    /// Resizes interleaved RGB.
    /// - Parameter pixels: `width * height * 3` bytes; sides positive.
    package static func resize(
        _ pixels: [UInt8], width: Int, height: Int, toWidth newWidth: Int, height newHeight: Int
    ) -> [UInt8] {
        var result = pixels
        if newWidth != width {
            let kernel = Kernel(input: width, output: newWidth)
            var narrowed = [UInt8](repeating: 0, count: newWidth * height * 3)
            for row in 0..<height {
                for column in 0..<newWidth {
                    for channel in 0..<3 {
                        narrowed[(row * newWidth + column) * 3 + channel] = convolve(
                            result, kernel, column, from: row * width * 3 + channel, stride: 3)
                    }
                }
            }
            result = narrowed
        }
        if newHeight != height {
            let kernel = Kernel(input: height, output: newHeight)
            var shortened = [UInt8](repeating: 0, count: newWidth * newHeight * 3)
            for row in 0..<newHeight {
                for offset in 0..<newWidth * 3 {
                    shortened[row * newWidth * 3 + offset] = convolve(
                        result, kernel, row, from: offset, stride: newWidth * 3)
                }
            }
            result = shortened
        }
        return result
    }

    @inline(__always)
    private static func convolve(
        _ source: [UInt8], _ kernel: Kernel, _ position: Int, from offset: Int, stride: Int
    ) -> UInt8 {
        var sum: Int32 = 1 << (Int32(kernel.fractionBits) - 1)
        var index = offset + kernel.starts[position] * stride
        let weights = position * kernel.taps
        for tap in 0..<kernel.counts[position] {
            sum &+= Int32(source[index]) &* kernel.weights[weights + tap]
            index += stride
        }
        return UInt8(clamping: sum >> Int32(kernel.fractionBits))
    }
}
