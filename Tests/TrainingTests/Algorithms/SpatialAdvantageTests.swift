import Tensors
import Testing

import Training

@Suite("3D-SPO's penalty is sound whatever the return's sign")
struct SpatialAdvantageTests {
    private static let returns = [-3.0, -0.4, -1e-9, 0, 1e-9, 0.2, 0.5, 4]
    private static let faults = [0, 0.1, 0.25, 0.5, 0.75, 1.0]

    private func credit(_ value: Double, _ fault: Double) -> Double {
        value * SpatialAdvantage.penaltyFactor(fault: fault, return: value)
    }

    @Test("An object at fault is never credited more than one without", arguments: returns)
    func neverRewards(value: Double) {
        for fault in Self.faults { #expect(credit(value, fault) <= value) }
    }

    @Test("More fault never gives more credit", arguments: returns)
    func monotone(value: Double) {
        for (less, more) in zip(Self.faults, Self.faults.dropFirst()) {
            #expect(credit(value, more) <= credit(value, less))
            if value != 0 { #expect(credit(value, more) < credit(value, less)) }
        }
    }

    @Test("Without fault the credit is the answer's", arguments: returns)
    func faultless(value: Double) { #expect(credit(value, 0) == value) }

    @Test("Fault does not turn the sign of a positive return, and the published form holds there")
    func positive() {
        for fault in Self.faults {
            #expect(credit(0.5, fault) > 0)
            #expect(SpatialAdvantage.penaltyFactor(fault: fault, return: 0.5) == 1 - 0.5 * fault)
        }
    }

    @Test("A factor below 1 alone would reward where the return is negative")
    func multiplicative() {
        let published = 1 - 0.5 * 0.8
        #expect(-0.4 * published > -0.4)
        #expect(credit(-0.4, 0.8) < -0.4)
    }

    @Test("Advantages keep that order for random groups")
    func random() {
        var generator = SplitMix64(seed: 3)
        for _ in 0..<200 {
            let returns = (0..<4).map { _ in Double.random(in: -1...1, using: &generator) }
            let fault = Double.random(in: 0...1, using: &generator)
            let found = SpatialAdvantage.advantages(
                returns: returns, groups: [0, 0, 0, 0], tokenFaults: returns.map { _ in [nil, 0, fault] })
            for tokens in found {
                #expect(tokens[0] == tokens[1])
                #expect(tokens[2] <= tokens[1])
            }
        }
    }

    @Test("No fault weighs more than two deviations, however alike the answers of a group are")
    func alike() {
        let found = SpatialAdvantage.advantages(
            returns: [0.5, 0.5, 0.5 + 1e-9, 0.5], groups: [0, 0, 0, 0], tokenFaults: [[nil, 0.5], [0.25], [1], [nil]])
        #expect(abs(found[2][0] + 2) < 1e-4)
        #expect(abs(found[0][1] + 1) < 1e-4 && abs(found[1][0] + 0.5) < 1e-4)
        #expect(abs(found[0][0]) < 1e-4 && abs(found[3][0]) < 1e-4)
        // Where answers differ enough the deviation is theirs.
        let wide = SpatialAdvantage.advantages(returns: [0.2, 0.8], groups: [0, 0], tokenFaults: [[nil], [0.5]])
        let deviation = 0.6 / 2.0.squareRoot()
        #expect(abs(wide[0][0] + 0.3 / deviation) < 1e-5 && abs(wide[1][0] - 0.1 / deviation) < 1e-5)
    }

    @Test("Centred, coordinates are compared with coordinates, and other tokens as before")
    func centred() {
        let (returns, faults): ([Double], [[Double?]]) = ([0.4, 0.8], [[nil, 0.5, 0.5, 0.5], [nil, 0.5]])
        let plain = SpatialAdvantage.advantages(returns: returns, groups: [0, 0], tokenFaults: faults)
        let found = SpatialAdvantage.advantages(
            returns: returns, groups: [0, 0], tokenFaults: faults, isCentred: true)
        #expect(found[0][0] == plain[0][0] && found[1][0] == plain[1][0])
        // Alike at fault, one loses what the other gains; as published both lose.
        #expect(abs(found[0][1] + found[1][1]) < 1e-9 && found[1][1] > 0)
        #expect(plain[0][1] < 0 && plain[1][1] <= 0)
        // What differs between two objects is the same.
        let mixed: [[Double?]] = [[0, 1], [0.5, 0.5]]
        let one = SpatialAdvantage.advantages(returns: returns, groups: [0, 0], tokenFaults: mixed)
        let other = SpatialAdvantage.advantages(
            returns: returns, groups: [0, 0], tokenFaults: mixed, isCentred: true)
        #expect(abs((one[0][0] - one[0][1]) - (other[0][0] - other[0][1])) < 1e-9)
    }

    @Test("Above what was there before, an object at fault still loses of the whole return")
    func baselines() {
        let (returns, faults): ([Double], [[Double?]]) = ([0.8, 0.8, 0.4], [[nil, 0, 1], [nil, 0, 1], [nil, 0, 1]])
        let found = SpatialAdvantage.advantages(
            returns: returns, baselines: [0.8, 0.3, 0.4], groups: [0, 0, 0], tokenFaults: faults)
        // The second alone added something; the others kept what they found.
        #expect(found[1][0] > 0 && found[0][0] < 0 && abs(found[0][0] - found[2][0]) < 1e-9)
        for own in found { #expect(own[1] == own[0] && own[2] < own[0]) }
        // λ f R = 0.4 of the first, 0.2 of the third.
        #expect(abs((found[0][0] - found[0][2]) - 2 * (found[2][0] - found[2][2])) < 1e-9)
        let none = SpatialAdvantage.advantages(
            returns: returns, baselines: [0, 0, 0], groups: [0, 0, 0], tokenFaults: faults)
        #expect(none == SpatialAdvantage.advantages(returns: returns, groups: [0, 0, 0], tokenFaults: faults))
    }

    @Test("An object's fault grows with its collisions and with a relation not kept")
    func fault() {
        #expect(SpatialAdvantage.fault(collisions: 0, isViolating: false) == 0)
        #expect(SpatialAdvantage.fault(collisions: 1, isViolating: false) == 0.25)
        #expect(SpatialAdvantage.fault(collisions: 1, isViolating: true) == 0.75)
        #expect(SpatialAdvantage.fault(collisions: 1000, isViolating: true) < 1)
    }
}
