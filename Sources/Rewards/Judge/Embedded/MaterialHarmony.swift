/// How well materials, colours and styles go together, whatever the layout.
///
/// Hues are held against harmonic templates of Cohen-Or, Sorkine, Gal, Leyvand and Xu, *Color Harmonization* (2006):
/// the loss is the mean angle by which hues leave the template's sectors, at the rotation that loses least; 45 degrees
/// lose all. The more of the colour wheel a template spans, the less it is worth. More than three strong colours are
/// restless whatever their hues.
struct MaterialHarmony: Sendable {
    /// 1 in harmony, 0 without any.
    let value: Double
    let tally: JudgeTally

    private struct Sector {
        let middle: Double
        let width: Double
    }

    private typealias Hue = (angle: Double, weight: Double)

    /// The templates V, L, Y, T and X.
    private static let templates: [(sectors: [Sector], value: Double)] = [
        ([Sector(middle: 0, width: 93.6)], 1),
        ([Sector(middle: 0, width: 79.2), Sector(middle: 90, width: 18)], 0.9),
        ([Sector(middle: 0, width: 93.6), Sector(middle: 180, width: 18)], 0.9),
        ([Sector(middle: 0, width: 180)], 0.75),
        ([Sector(middle: 0, width: 93.6), Sector(middle: 180, width: 93.6)], 0.7),
    ]

    /// The harmony of objects by their material and style words, each weighed by what the eye weighs it by.
    init(_ items: [(material: String, style: String, weight: Double)]) {
        var tally = JudgeTally()
        let looks = items.map { JudgedMaterial($0.material) }
        let known = looks.filter(\.isKnown)
        let hues = zip(looks, items).compactMap { look, item -> Hue? in
            look.hue.map { ($0, max(item.weight, 0.02) * (look.isStrong ? 1 : 0.35)) }
        }
        let strong = Set(looks.filter(\.isStrong).compactMap { look in look.hue.map { Int($0 / 30) } }).count
        let few = Ramp.value(Double(strong), zero: 7, one: 3)
        tally.add(known.isEmpty ? 0.7 : few * Self.hueHarmony(hues), weight: 0.45, .clashingColours)
        // Three or four families make a room; each more makes it restless.
        let families = Set(known.compactMap(\.family)).count
        let calm = known.isEmpty ? 0.7 : Ramp.value(Double(families), zero: 10, one: 4)
        tally.add(calm, weight: 0.3, .manyMaterials)
        var styles: [String: Double] = [:]
        for item in items where !item.style.isEmpty {
            styles[item.style.lowercased(), default: 0] += max(item.weight, 0.02)
        }
        let all = styles.values.sorted().reduce(0, +)
        let unity = all > 0 ? (styles.values.max() ?? 0) / all : 0.7
        tally.add(0.3 + 0.7 * unity, weight: 0.25, .mixedStyles)
        value = tally.mean ?? 0.7
        self.tally = tally
    }

    private static func hueHarmony(_ hues: [Hue]) -> Double {
        let weight = hues.reduce(0) { $0 + $1.weight }
        guard weight > 0 else { return 0.9 }
        var best = 0.0
        for template in templates {
            // The rotation that loses least has a hue at an end of a sector.
            for hue in hues {
                for sector in template.sectors {
                    for end in [-0.5, 0.5] {
                        let rotation = hue.angle - sector.middle - end * sector.width
                        let loss = hues.reduce(0) { $0 + $1.weight * distance($1.angle - rotation, template.sectors) }
                        best = max(best, template.value * (1 - min(1, loss / weight / 45)))
                    }
                }
            }
        }
        return best
    }

    /// How far a hue lies outside of the nearest sector, in degrees.
    private static func distance(_ hue: Double, _ sectors: [Sector]) -> Double {
        var least = Double.infinity
        for sector in sectors {
            var turn = (hue - sector.middle).truncatingRemainder(dividingBy: 360)
            if turn > 180 { turn -= 360 }
            if turn < -180 { turn += 360 }
            least = min(least, max(0, abs(turn) - sector.width / 2))
        }
        return least
    }
}
