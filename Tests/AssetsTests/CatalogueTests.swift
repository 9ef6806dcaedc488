import Assets
import SceneGraph
import Testing

@Suite struct CatalogueTests {
    let catalogue = Catalogue.standard

    @Test func thereAreManyKindsAndEachHasItsOwnIdentifier() {
        #expect(catalogue.kinds.count >= 110)
        #expect(Set(catalogue.kinds.map(\.id)).count == catalogue.kinds.count)
        #expect(Set(catalogue.kinds.map(\.category)) == Set(FurnitureCategory.allCases))
    }

    @Test func wordsAreSplitAlikeByBytesAndByCharacters() {
        let texts =
            [
                "", " ", "coffee_table", "bedsideTable2", "TV-1", "2nd chair", "ABc", "aB1C2", "driver's seat", "a''b",
                "x\r\ny\tz", "Chaise élégante", "日本の椅子 3", "No.5 (old)", "3.5m", "ＡＢ", "e\u{301}a",
            ] + Catalogue.standard.kinds.flatMap { [$0.id] + $0.synonyms }
        for text in texts { #expect(Words.split(text) == Words.splitCharacters(text), "\(text)") }
        #expect(Words.split("bedsideTable2_A1") == ["bedside", "table", "2", "a", "1"])
    }

    @Test(arguments: Catalogue.standard.kinds)
    func sizesAreOrderedAndReferencesExist(kind: FurnitureKind) {
        for (least, usual, greatest) in [
            (kind.minimumSize.length, kind.typicalSize.length, kind.maximumSize.length),
            (kind.minimumSize.width, kind.typicalSize.width, kind.maximumSize.width),
            (kind.minimumSize.height, kind.typicalSize.height, kind.maximumSize.height),
        ] {
            #expect(0 < least && least <= usual && usual <= greatest && greatest <= 6)
        }
        for id in kind.restsOn { #expect(catalogue[id] != nil, "\(id)") }
        #expect((kind.support == .surface) == !kind.restsOn.isEmpty)
        #expect(MaterialPalette.surface(material: kind.material) != nil, "\(kind.material)")
    }

    @Test(arguments: Catalogue.standard.kinds)
    func aKindIsFoundByItsOwnIdentifier(kind: FurnitureKind) {
        #expect(catalogue[kind.id] == kind)
        #expect(catalogue.kind(forObjectID: kind.id) == kind)
        #expect(catalogue.kind(forObjectID: kind.id + "_12") == kind)
    }

    @Test(arguments: [
        ("queen_bed_1", "double_bed"), ("bedside_table_2", "nightstand"), ("ergonomic chair", "office_chair"),
        ("bookcases", "bookshelf"), ("Shelves-3", "bookshelf"), ("chest_of_drawers_1", "dresser"),
        ("kitchen_island_stool_1", "stool"), ("desk_lamp_1", "table_lamp"), ("lamp_table_1", "side_table"),
        ("chair_for_desk", "chair"), ("mirrorWithFrame", "mirror"), ("diningTable2", "dining_table"),
        ("TV_1", "tv"), ("tv_stand_1", "tv_stand"), ("floor_lamp_1", "floor_lamp"), ("area_rug_1", "rug"),
        ("hanging_pot_rack_1", "pot_rack"), ("wall_art_1", "painting"), ("potted_plants", "plant"),
        ("couches", "sofa"), ("benches_2", "bench"), ("refrigerator_1", "fridge"), ("oven_1", "stove"),
        ("glass_display_case_1", "display_counter"), ("framed_print_1", "painting"),
        ("light_1", "table_lamp"),
        ("children's table", "kids_table"), ("pair_of_armchairs", "armchair"), ("3d_printer", "printer"),
        ("lamp over the table", "table_lamp"), ("stools along the bar counter", "stool"),
        ("a cluster of pendant lights", "pendant_light"), ("over_bed_lamp", "table_lamp"),
    ])
    func identifiersAreRead(id: String, kind: String) {
        #expect(catalogue.kind(forObjectID: id)?.id == kind)
    }

    @Test(arguments: ["", "___", "12", "zorbulator_1", "🛋", String(repeating: "x", count: 10_000)])
    func unknownIdentifiersAreHonestlyGeneric(id: String) {
        #expect(catalogue.kind(forObjectID: id) == nil)
        #expect(catalogue.kindOrGeneric(forObjectID: id) == .generic)
    }

    @Test func aTextIsReadForItsObjects() {
        let mentions = catalogue.mentions(
            in:
                "A sleek home office with a glass desk, an ergonomic chair, two large monitors and a pair of bookcases."
        )
        #expect(mentions.map(\.kind.id) == ["desk", "office_chair", "monitor", "bookshelf"])
        #expect(mentions.map(\.count) == [1, 1, 2, 2])
        #expect(mentions.map(\.isPlural) == [false, false, true, true])
        #expect(mentions.map(\.phrase) == ["glass desk", "ergonomic chair", "monitors", "bookcases"])
    }

    @Test func theLongestNameThatEndsLastWins() {
        #expect(catalogue.mentions(in: "a coffee table").map(\.kind.id) == ["coffee_table"])
        #expect(
            catalogue.mentions(in: "three bar stools by a bar counter").map(\.kind.id) == [
                "bar_stool", "bar_counter",
            ])
        #expect(catalogue.mentions(in: "floor-to-ceiling bookshelves").map(\.kind.id) == ["bookshelf"])
    }

    @Test func vagueWordsAreNoObjectsInRunningText() {
        #expect(catalogue.mentions(in: "natural light and a display of art").isEmpty)
        #expect(catalogue.mentions(in: "").isEmpty)
    }
}

extension FurnitureKind: CustomTestStringConvertible {
    /// Names a test case by its kind.
    public var testDescription: String { id }
}
