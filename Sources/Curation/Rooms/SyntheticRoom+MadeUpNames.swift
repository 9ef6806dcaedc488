import Planning
import SceneGraph

extension SyntheticRoom {
    /// The same room whose objects bear made-up names; which they are, the seed decides.
    public func withMadeUpNames(seed: UInt64) throws -> SyntheticRoom {
        var generator = SeededGenerator(seed: seed)
        return SyntheticRoom(
            index: index, scene: try scene.renamed(MadeUpNames.names(scene.objects.count, from: &generator)),
            roomType: roomType, origin: origin, positions: positions)
    }
}
