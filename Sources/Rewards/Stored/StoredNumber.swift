import JSON

/// A number that is calculated with only when the original would: until then it may be missing or no number.
package enum StoredNumber: Hashable, Sendable {
    case number(Double)
    case missing
    case mistyped

    /// The number in a member; booleans count as 1 and 0, as in Python.
    package init(_ value: JSONValue?) {
        switch value {
        case nil: self = .missing
        case .integer(let integer)?: self = .number(Double(integer))
        case .number(let number)?: self = .number(number)
        case .bool(let flag)?: self = .number(flag ? 1 : 0)
        default: self = .mistyped
        }
    }

    /// The number, where it is one.
    package var value: Double? {
        if case .number(let number) = self { return number }
        return nil
    }

    /// The number, or the exception that using it raises.
    package func get(_ name: String) throws(RewardFault) -> Double {
        switch self {
        case .number(let number): return number
        case .missing: throw .missing(name)
        case .mistyped: throw .mistyped(name)
        }
    }

    fileprivate func checkPresent(_ name: String) throws(RewardFault) {
        if self == .missing { throw .missing(name) }
    }

    /// Raises what Python's `first + second / 2 + third / 2` raises, in the order in which it evaluates.
    package static func checkSum(
        _ first: (StoredNumber, String), _ second: (StoredNumber, String), _ third: (StoredNumber, String)? = nil
    ) throws(RewardFault) {
        if case .number = first.0, case .number = second.0 {
            guard let third else { return }
            if case .number = third.0 { return }
        }
        try first.0.checkPresent(first.1)
        _ = try second.0.get(second.1)
        _ = try first.0.get(first.1)
        if let third { _ = try third.0.get(third.1) }
    }
}
