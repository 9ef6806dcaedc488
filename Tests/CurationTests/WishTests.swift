import Curation
import SceneGraph
import Testing

@Suite struct WishTests {
    @Test func wishesAreManyAndClean() throws {
        var wishes: Set<String> = []
        for index in 0..<300 {
            let wish = try SyntheticRooms(seed: 8).scene(at: index).scene.room.description
            wishes.insert(wish)
            #expect(!wish.isEmpty && !wish.contains("{") && !wish.contains("}") && !wish.contains("  "), "\(wish)")
            #expect(!wish.contains(" .") && !wish.contains(" ,") && wish.first?.isLowercase != true, "\(wish)")
        }
        #expect(wishes.count > 290)
    }

    @Test func everyNameOfTheGrammarHasARule() {
        #expect(WishWriter.grammar.openNames() == ["room", "list"])
    }

    @Test(
        arguments: [
            ("sofa", "sofas"), ("bookshelf", "bookshelves"), ("bench", "benches"), ("dish washer", "dish washers"),
            ("toy", "toys"), ("lady", "ladies"), ("stairs", "stairs"), ("glass", "glasses"),
        ]) func plurals(name: String, plural: String)
    {
        #expect(WishWriter.plural(name) == plural)
    }

    @Test func articlesAndCapitalsAreRight() {
        #expect(WishWriter.polished("a oak desk . it is a use") == "An oak desk. It is a use")
    }
}
