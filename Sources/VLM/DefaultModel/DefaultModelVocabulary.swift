import Tensors

/// The texts from which the default model's vocabulary is learnt: words of rooms and furniture, identifiers,
/// numbers, and the forms of prompts and answers. Written for this project; made by fixed rules.
enum DefaultModelVocabulary {
    static let furniture = words(
        """
        bed nightstand wardrobe dresser desk chair armchair sofa couch bench stool ottoman table coffee_table \
        side_table dining_table console_table bookshelf shelf cabinet sideboard tv_stand television lamp \
        floor_lamp table_lamp chandelier rug carpet curtain mirror painting picture clock vase plant potted_plant \
        basket box chest trunk crib cot bunk_bed daybed recliner rocking_chair office_chair bar_stool bookcase \
        filing_cabinet printer computer monitor keyboard speaker piano guitar easel fireplace radiator fan \
        refrigerator oven stove sink counter kitchen_island dishwasher microwave bathtub shower toilet washbasin \
        towel_rack laundry_basket washing_machine treadmill yoga_mat toy_box coat_rack shoe_rack umbrella_stand \
        screen divider pillow blanket throw cushion candle sculpture globe aquarium wall_art whiteboard projector
        """)

    static let rooms = words(
        """
        bedroom living_room kitchen dining_room bathroom office study nursery library hallway studio loft attic \
        basement gym workshop classroom lounge playroom guest_room home_office game_room music_room sunroom
        """)

    static let adjectives = words(
        """
        modern rustic minimalist cozy spacious bright dark warm cool elegant classic industrial scandinavian \
        traditional contemporary vintage bohemian coastal wooden metal glass leather fabric marble oak walnut pine \
        white black grey brown beige blue green red yellow small large tall wide low high soft round square \
        rectangular comfortable simple luxurious colourful natural calm relaxing functional compact
        """)

    static let others = words(
        """
        room rooms object objects place placed position positions size sizes length width height meters metres \
        left right front back top bottom north south east west north_wall south_wall east_wall west_wall ceiling \
        floor middle middle_of_the_room wall corner window door centre center next near beside between behind \
        above below under over against along facing faces face around across opposite adjacent apart close far \
        in_front_of left_of right_of on in of the a an and or with without for from to at by is are be that this \
        it its there should must can will has have not no each every all one two three four five six seven eight \
        nine ten design create want need like furnish arrange please make put keep space light style material \
        materials people family child children reading working sleeping eating cooking relaxing storage area \
        rotation z_angle degrees answer think coordinates axis origin collide collision inside outside touching \
        pinned up down sits stands hangs leaves enough walk free reach because so then first last also about into
        """)

    /// Where one thing stands to another.
    static let prepositions = words(
        "on in_front_of left_of right_of behind next_to above below under in_the_corner")

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// The texts, always the same.
    static func texts() -> [String] {
        var generator = SplitMix64(seed: 20_26)
        func pick(_ list: [String]) -> String { list[Int(generator.next() % UInt64(list.count))] }
        func number(_ limit: UInt64) -> String {
            let hundredths = generator.next() % (limit * 100)
            let rest = hundredths % 100
            return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
        }
        var texts: [String] = []
        for list in [furniture, rooms, adjectives, others, prepositions] {
            for word in list {
                let spoken = word.replacing("_", with: " ")
                let capital = spoken.prefix(1).uppercased() + spoken.dropFirst()
                texts += [" \(spoken) \(spoken)", "\(capital) \(word)", "\(word) \(word)"]
            }
        }
        for index in 0..<600 {
            let (first, second) = (pick(furniture), pick(furniture))
            let identifier = "\(first)_\(index % 4 + 1)"
            let target =
                index % 2 == 0 ? pick(["north_wall", "south_wall", "east_wall", "west_wall"]) : "\(second)_1"
            texts.append(
                """
                Design a \(pick(adjectives)) \(pick(rooms).replacing("_", with: " ")) with a \(pick(adjectives)) \
                \(first.replacing("_", with: " ")) and a \(second.replacing("_", with: " ")).
                """)
            texts.append(
                "\(identifier) \(number(3))x\(number(3))x\(number(2)) @90.0 floor x \(number(2))..\(number(5)) y "
                    + "\(number(2))..\(number(5)) z 0.25..0.25: \(pick(prepositions)) \(target) apart")
            texts.append(
                "{\"new_object_id\":\"\(identifier)\",\"x\":\(number(6)),\"y\":\(number(6)),\"z\":\(number(2))}, "
            )
            texts.append(
                """
                {"new_object_id": "\(identifier)", "style": "\(pick(adjectives))", "material": "\(pick(adjectives))", \
                "size_in_meters": {"length": \(number(3)), "width": \(number(3)), "height": \(number(2))}, \
                "is_on_the_floor": true, "facing": "\(target)", "placement": {"room_layout_elements": \
                [{"layout_element_id": "\(target)", "preposition": "\(pick(prepositions))"}], "objects_in_room": \
                [{"object_id": "\(second)_1", "preposition": "\(pick(prepositions))", "is_adjacent": false}]}}
                """)
            texts.append("<think> The \(first.replacing("_", with: " ")) </think><answer>[ ]</answer>\n")
        }
        return texts
    }
}
