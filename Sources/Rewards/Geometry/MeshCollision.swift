/// Whether two meshes run into each other or only touch.
package enum MeshCollision {
    /// SceneEval's test (arXiv 2503.14756): the surfaces touch, and still do after the second mesh is moved by a
    /// distance away from them: from the contacts' mean toward its own middle.
    ///
    /// A mesh whole within another touches nothing, and does not collide by this test.
    package static func collide(_ first: TriangleTree, _ second: TriangleTree, moving distance: Double) -> Bool {
        let contacts = first.contacts(second)
        guard !contacts.isEmpty else { return false }
        let away = second.middle - contacts.reduce(.zero, +) / Double(contacts.count)
        let length = away.length
        // The contacts lie all around the middle, so that no way leads out.
        guard length > 1e-12 else { return true }
        return !first.contacts(second, movedBy: away * (distance / length), limit: 1).isEmpty
    }
}
