import Testing
import VLM

@Suite struct WindowOrderTests {
    @Test func windowsAreWalkedOneAfterAnother() {
        // 2 x 3 tokens in windows of 2 x 2: columns 0 and 1 first, then column 2 alone.
        let order = WindowOrder(grids: [ImageGrid(height: 4, width: 6)], mergeSize: 2, side: 2)
        #expect(order.order == [0, 1, 3, 4, 2, 5])
        #expect(order.windowLengths == [16, 8])
        #expect(order.frameLengths == [24])
    }

    @Test func imagesAndFramesFollowOneAnother() {
        let grids = [ImageGrid(temporal: 2, height: 2, width: 2), ImageGrid(height: 2, width: 4)]
        let order = WindowOrder(grids: grids, mergeSize: 2, side: 4)
        #expect(order.order == [0, 1, 2, 3])
        #expect(order.windowLengths == [4, 4, 8] && order.frameLengths == [4, 4, 8])
    }

    @Test func theOrderIsAPermutationAndItsInverseUndoesIt() {
        for (height, width, side) in [(20, 30, 4), (2, 2, 4), (14, 6, 3), (8, 8, 1), (6, 40, 5)] {
            let order = WindowOrder(
                grids: [ImageGrid(height: height, width: width)], mergeSize: 2, side: side)
            let count = height * width / 4
            #expect(order.order.sorted() == Array(0..<count))
            #expect(order.inverse.map { order.order[$0] } == Array(0..<count))
            #expect(order.windowLengths.reduce(0, +) == height * width)
            #expect(order.windowLengths.allSatisfy { $0 > 0 && $0 <= side * side * 4 })
        }
    }
}
