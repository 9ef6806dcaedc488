import Foundation
import JSON
import Planning

/// What a setting is drawn from.
enum SettingRange: Hashable, Sendable {
    /// How draws are spread.
    enum Scale: String, CaseIterable, Sendable {
        case linear
        /// Evenly in the logarithm, for settings whose order of magnitude is sought.
        case log
    }

    /// Numbers from the first to the second; whole ones if asked for.
    case between(Double, Double, scale: Scale, isInteger: Bool)
    /// One of some values.
    case values([JSONValue])

    /// Reads `{minimum, maximum, scale, integer}` or `{values}`.
    init(json cursor: JSONCursor) throws {
        if let values = cursor["values"].ifPresent {
            try cursor.allowOnly(["values"])
            let list = try values.array(maximumCount: 1024).map { $0.value ?? .null }
            guard !list.isEmpty else { throw values.fault("has no values") }
            self = .values(list)
            return
        }
        try cursor.allowOnly(["minimum", "maximum", "scale", "integer"])
        let (minimum, maximum) = (try cursor["minimum"].finiteDouble(), try cursor["maximum"].finiteDouble())
        let scale = try cursor["scale"].ifPresent?.choice(Scale.self) ?? .linear
        guard minimum <= maximum else { throw cursor["maximum"].fault("must not lie below 'minimum'") }
        guard scale == .linear || minimum > 0 else {
            throw cursor["minimum"].fault("must be above 0 on a logarithmic scale")
        }
        let isInteger = try cursor["integer"].ifPresent?.bool() ?? false
        for (name, bound) in [("minimum", minimum), ("maximum", maximum)] where isInteger {
            guard abs(bound) <= 1e9, bound == bound.rounded() else {
                throw cursor[name].fault("must be a whole number below a milliard")
            }
        }
        self = .between(minimum, maximum, scale: scale, isInteger: isInteger)
    }

    func draw(_ generator: inout SeededGenerator) -> JSONValue {
        switch self {
        case .values(let values): return values.randomElement(using: &generator) ?? .null
        case .between(let minimum, let maximum, let scale, let isInteger):
            let share = generator.unit()
            let value: Double
            switch scale {
            case .linear: value = minimum + share * (maximum - minimum)
            case .log: value = exp(log(minimum) + share * (log(maximum) - log(minimum)))
            }
            // Rounding must not leave the bounds.
            let bounded = min(max(value, minimum), maximum)
            return isInteger ? .integer(Int(bounded.rounded())) : .number(bounded)
        }
    }

    var json: JSONValue {
        switch self {
        case .values(let values): ["values": .array(values)]
        case .between(let minimum, let maximum, let scale, let isInteger):
            [
                "minimum": .number(minimum), "maximum": .number(maximum), "scale": .string(scale.rawValue),
                "integer": .bool(isInteger),
            ]
        }
    }
}
