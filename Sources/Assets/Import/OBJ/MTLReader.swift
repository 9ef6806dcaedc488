/// Reads materials of Wavefront's MTL format, as far as `ImportedModel` knows them.
enum MTLReader {
    /// A material, and the names of its pictures as the file writes them.
    struct Entry: Equatable {
        var material: ImportedModel.Material
        var picture: String?
        /// A picture of the opacity alone.
        var mask: String?
    }

    /// The materials of a file, in its order. Lines that are not understood are passed over.
    ///
    /// Colours are taken for sRGB, as modelling programs show them. `Ns` 0 ... 1000 becomes the roughness at which a
    /// lobe of Blinn and Phong has that exponent (Walter et al., "Microfacet Models for Refraction", 2007).
    /// - Throws: `ModelFileError` for colours that are not finite and for too many materials.
    static func read(
        _ bytes: [UInt8], name: String, limits: ModelLimits
    ) throws(ModelFileError) -> [Entry] {
        var entries: [Entry] = []
        var scanner = TextScanner(bytes)
        while !scanner.isAtEnd {
            let line = scanner.line
            if let keyword = scanner.word() {
                let word = String(decoding: keyword.prefix(16), as: UTF8.self).lowercased()
                if word == "newmtl" {
                    guard entries.count < limits.maximumItems else {
                        throw ModelFileError(
                            name, at: "line \(line)",
                            .tooLarge("materials", count: entries.count + 1, limit: limits.maximumItems))
                    }
                    entries.append(Entry(material: ImportedModel.Material(name: scanner.rest())))
                } else if !entries.isEmpty {
                    try set(word, &entries[entries.count - 1], &scanner, name: name, line: line)
                }
            }
            scanner.nextLine()
        }
        return entries
    }

    private static func set(
        _ word: String, _ entry: inout Entry, _ scanner: inout TextScanner, name: String, line: Int
    ) throws(ModelFileError) {
        var numbers: [Double] = []
        switch word {
        case "kd", "ke", "ks", "d", "tr", "ns":
            while let text = scanner.word(), let number = TextScanner.number(text) {
                guard number.isFinite else { throw ModelFileError(name, at: "line \(line)", .notFinite(word)) }
                numbers.append(number)
            }
        default: break
        }
        switch word {
        case "kd":
            if let colour = colour(numbers) { entry.material.surface.colour = colour }
        case "ke":
            if let colour = colour(numbers), colour.vector.max() > 0.01 {
                entry.material.surface.emission = min(1, colour.vector.max())
            }
        case "d":
            if let value = numbers.first { entry.material.surface.opacity = Float(min(max(value, 0), 1)) }
        case "tr":
            if let value = numbers.first { entry.material.surface.opacity = 1 - Float(min(max(value, 0), 1)) }
        case "ns":
            if let value = numbers.first {
                let exponent = min(max(value, 0), 1000)
                entry.material.surface.roughness = Float((2 / (exponent + 2)).squareRoot())
            }
        case "map_kd": entry.picture = fileName(scanner.rest())
        case "map_d": entry.mask = fileName(scanner.rest())
        default: break
        }
    }

    private static func colour(_ numbers: [Double]) -> Colour? {
        guard let red = numbers.first else { return nil }
        let channels = numbers.count >= 3 ? [red, numbers[1], numbers[2]] : [red, red, red]
        let bytes = channels.map { UInt32((min(max($0, 0), 1) * 255).rounded()) }
        return Colour(sRGB: bytes[0] << 16 | bytes[1] << 8 | bytes[2])
    }

    /// Options go before the name: `-s 2 2 1 -clamp on wood.jpg`. A name may have blanks in it.
    private static func fileName(_ text: String) -> String? {
        var words = text.split(separator: " ", omittingEmptySubsequences: true)
        while let first = words.first, first.hasPrefix("-"), first.count > 1 {
            words.removeFirst()
            while let value = words.first, words.count > 1,
                Double(value) != nil || value == "on" || value == "off"
            {
                words.removeFirst()
            }
        }
        let name = words.joined(separator: " ")
        return name.isEmpty ? nil : name
    }
}
