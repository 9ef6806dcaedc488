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

    static let more = words(
        """
        panel light pendant_light wall_shelf trash_can bag feature single diffuser exercise reception reception_desk \
        fridge display display_counter clothes chaise_longue cart hood mannequin house serving_cart conference bowl \
        stack somewhere vanity station grandfather_clock dumbbell well ball water kit workbench hanging column antique \
        bicycle tent bike ironing_board second medicine ladder decorative as tripod tool_box laptop plus tray drum bin \
        heavy wine double_bed sound system sewing fruit doll_house used kids toaster punching_bag featuring furnished \
        massage_table rattan rail bean_bag speaker lighting bamboo grand_piano where changing_table old the salon \
        aroma spotlight pew styling swing slide unit medieval pit plain hand very quiet server mediterranean nothing \
        tree slim fixture japanese sauna panel window play smells sturdy filled you candelabra poster couple backdrop \
        dryer door eclectic pot photograph holder weight lantern book sunny examination arcade seat victorian \
        futuristic me lively there vending_machine pedestal whimsical complete garden serene utility cocktail \
        farmhouse countertop lab pegboard hook peaceful storage shelving pool pendulum print meeting dreamy elliptical \
        certificate calendar inviting cheerful softbox folding gothic beanbag projection hamper tropical generous \
        breakfast closet bulb century would sleek movie executive commode statue maker our new money cabin romantic \
        nordic succulent flower made deco birdsong baby we built photo canvas cafe framed tiny concert block \
        background hall occasional airy mornings tapestry supply patterned hammock garbage drapery crystal cactus
        """)

    /// Where one thing stands to another.
    static let prepositions = [
        "on", "in front", "left of", "right of", "behind", "above", "under", "in the corner", "in the middle of",
    ]

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
        for list in [furniture, rooms, adjectives, others, more] {
            for word in list {
                let spoken = word.replacing("_", with: " ")
                let capital = spoken.prefix(1).uppercased() + spoken.dropFirst()
                texts += [" \(spoken) \(spoken)", "\(capital) \(word)", "\(word) \(word)"]
            }
        }
        // Every length takes two tokens, or three: whole metres, hundredths, ten-thousandths.
        for number in 0..<100 {
            let digits = (number < 10 ? "0" : "") + String(number)
            texts += [String](repeating: "\(number) .\(digits) \(digits)", count: 80)
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
            let side = pick(["n", "e", "s", "w"])
            texts.append(
                "\(identifier) x\(number(2))..\(number(5)) y\(number(2)) z0.25 half\(number(2)),\(number(2))@\(side) "
                    + "\(pick(prepositions)) \(target) x+\(number(2)) y-\(number(2))..+\(number(2)) z\(number(2))\n")
            texts.append(
                "\(identifier) x\(number(2))..\(number(5)):\(number(3)) y!\(number(2))..\(number(3)),\(number(2))..4:"
                    + "\(number(3)) z\(number(2))\n\(identifier) x\(number(2)) y\(number(3)) z\(number(2))\n")
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
            texts.append(
                "<think>\n\(identifier) </think><answer>[{ }]</answer>\nroom 4,5,3\n<think></think><answer>[{")
        }
        return texts
    }
}
