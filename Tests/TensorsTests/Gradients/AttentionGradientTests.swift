import Tensors
import Testing

@Suite("The derivative of attention")
struct AttentionGradientTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var heads: (query: Int, keyValue: Int)
        var width: Int
        var groups: [[AttentionSegment]]
        var window: Int?
        var rows: Int { groups.joined().map(\.rows.upperBound).max() ?? 0 }
        var testDescription: String { name }
    }

    static func causal(_ rows: Range<Int>, after keys: [Range<Int>] = []) -> AttentionSegment {
        AttentionSegment(rows: rows, keys: keys + [rows], isCausal: true)
    }

    static let cases = [
        Case(name: "one token", heads: (2, 1), width: 4, groups: [[causal(0..<1)]]),
        Case(name: "odd lengths", heads: (4, 2), width: 12, groups: [[causal(0..<5)], [causal(5..<22)]]),
        Case(name: "tiles", heads: (2, 1), width: 16, groups: [[causal(0..<300)]]),
        Case(name: "window", heads: (2, 2), width: 8, groups: [[causal(0..<150)]], window: 37),
        Case(
            name: "shared start", heads: (2, 1), width: 8,
            groups: [[causal(0..<140), causal(140..<150, after: [0..<140]), causal(150..<233, after: [0..<140])]]),
        Case(
            name: "shared start and window", heads: (2, 1), width: 8,
            groups: [[causal(0..<70), causal(70..<90, after: [0..<70])]], window: 30),
        Case(
            name: "images", heads: (3, 3), width: 20,
            groups: [0..<70, 70..<74].map { [AttentionSegment(rows: $0, keys: [$0], isCausal: false)] }),
    ]

    @Test("The fast form follows the plain form", arguments: cases)
    func fastForm(c: Case) {
        let attention = AttentionGradient(
            Attention(queryHeads: c.heads.query, keyValueHeads: c.heads.keyValue, headDimension: c.width),
            window: c.window)
        let columns = (c.heads.query + 2 * c.heads.keyValue) * c.width
        let mixed = OwnedMatrix(c.rows, columns, seed: 1)
        let dOutput = OwnedMatrix(c.rows, c.heads.query * c.width, seed: 2)
        let (output, logSumExps) = (OwnedMatrix(c.rows, c.heads.query * c.width), OwnedMatrix(c.rows, c.heads.query))
        attention.forward(mixed.matrix, groups: c.groups, into: output.matrix, logSumExps: logSumExps.matrix)
        let (found, expected) = (OwnedMatrix(c.rows, columns, seed: 3), OwnedMatrix(c.rows, columns))
        attention.backward(
            mixed.matrix, groups: c.groups, output: output.matrix, logSumExps: logSumExps.matrix,
            dOutput: dOutput.matrix, dMixed: found.matrix)
        attention.reference(mixed.matrix, groups: c.groups, dOutput: dOutput.matrix, dMixed: expected.matrix)
        #expect(found.difference(to: expected) < 1e-4)
    }

    @Test("The plain form follows differences of the forward form")
    func differences() {
        let attention = AttentionGradient(Attention(queryHeads: 2, keyValueHeads: 1, headDimension: 4))
        let groups = [[Self.causal(0..<4), Self.causal(4..<6, after: [0..<4]), Self.causal(6..<9, after: [0..<4])]]
        let (mixed, dOutput) = (OwnedMatrix(9, 16, seed: 1), OwnedMatrix(9, 8, seed: 2))
        let expected = numericGradient(of: mixed) {
            let output = OwnedMatrix(9, 8)
            attention.forward(mixed.matrix, groups: groups, into: output.matrix, logSumExps: nil)
            return innerProduct(output.matrix, dOutput.matrix)
        }
        let found = OwnedMatrix(9, 16)
        attention.reference(mixed.matrix, groups: groups, dOutput: dOutput.matrix, dMixed: found.matrix)
        #expect(found.difference(to: expected) < 2e-3)
    }
}
