extension AnswerSkeleton {
    /// The answer of this form that puts the objects at these places.
    ///
    /// Coordinates are rounded to `fractionDigits` decimals and into their ranges.
    /// - Parameters:
    ///   - positions: of the skeleton's objects in their order.
    ///   - think: what is thought first, where the skeleton has a place for it.
    /// - Returns: nil where there are not as many coordinates as the skeleton has numbers.
    public func text(positions: [Vector3], think: String = "") -> String? {
        var coordinates = positions.flatMap { [$0.x, $0.y, $0.z] }[...]
        var text = ""
        for part in parts {
            switch part {
            case .text(let own): text += own
            case .free(let end, _): text += think + end
            case .number(let range, let digits):
                guard let value = coordinates.popFirst(), value.isFinite else { return nil }
                let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
                var steps = (min(max(value, range.lowerBound), range.upperBound) * scale).rounded()
                if steps / scale > range.upperBound { steps -= 1 }
                if steps / scale < range.lowerBound { steps += 1 }
                text += "\(steps / scale)"
            }
        }
        return coordinates.isEmpty ? text : nil
    }
}
