/// Kinds of the catalogue that stand for one another, or belong to one another.
enum FurnitureGroups {
    static let beds: Set<String> = ["double_bed", "king_bed", "single_bed", "bunk_bed"]
    static let tables: Set<String> = ["dining_table", "round_table", "conference_table", "kids_table"]

    /// Groups of which a room needs one: what the text names stands for the others.
    static let alternatives: [Set<String>] = [
        beds, ["dining_table", "round_table", "conference_table"], ["pendant_light", "chandelier"],
        ["bathroom_sink", "sink_cabinet"], ["piano", "grand_piano"], ["tv", "projector_screen"],
        ["desk", "workbench"], ["chair", "office_chair", "bench"], ["stool", "bar_stool"],
        ["wardrobe", "clothes_rack"], ["display_counter", "reception_desk"], ["mannequin", "column"],
        ["fridge", "vending_machine"],
    ]

    /// How a piece joins another.
    enum Manner {
        /// Touching it on its left or right, along the same wall.
        case beside
        /// Touching its front, turned to it.
        case front
        /// Touching any free side, turned to it.
        case around
        /// In front of it, a step away.
        case ahead
        /// Left or right of it, a step away, turned to it.
        case flank
    }

    /// What stands on the floor by something else: the kinds it joins, best first, and how.
    static let joins: [String: [(hosts: [String], manner: Manner)]] = [
        "nightstand": [(["king_bed", "double_bed", "single_bed", "bunk_bed"], .beside)],
        "side_table": [
            (
                [
                    "sofa", "armchair", "massage_table", "chaise_longue", "king_bed", "double_bed",
                    "single_bed",
                ],
                .beside
            )
        ],
        "office_chair": [
            (["desk", "vanity", "reception_desk", "workbench"], .front), (["conference_table"], .around),
            (["dining_table", "round_table"], .around),
        ],
        "chair": [
            (["dining_table", "round_table", "conference_table"], .around),
            (["desk", "vanity", "workbench", "reception_desk"], .front), (["kids_table"], .around),
        ],
        "stool": [
            (["kids_table"], .around),
            (["piano", "grand_piano", "vanity", "easel", "workbench", "desk", "drum_kit"], .front),
            (["round_table", "dining_table"], .around), (["bar_counter", "kitchen_island"], .front),
        ],
        "bar_stool": [
            (["bar_counter", "kitchen_island"], .front), (["round_table", "dining_table"], .around),
            (["kitchen_counter"], .front),
        ],
        "coffee_table": [(["sofa", "chaise_longue"], .ahead)],
        "ottoman": [(["armchair", "sofa", "vanity"], .ahead)],
        "armchair": [(["coffee_table"], .flank)],
        "speaker": [(["tv_stand", "desk"], .beside)],
        "floor_cushion": [(["coffee_table", "kids_table"], .around)],
        "basket": [(["bookshelf", "toy_box", "washing_machine", "dresser"], .beside)],
    ]

    /// What hangs above something on the same wall: the kinds below, best first.
    static let above: [String: [String]] = [
        "mirror": ["sink_cabinet", "bathroom_sink", "vanity", "console_table", "dresser"],
        "painting": [
            "sofa", "king_bed", "double_bed", "fireplace", "sideboard", "single_bed", "piano",
            "console_table",
        ],
        "range_hood": ["stove"],
        "medicine_cabinet": ["bathroom_sink", "sink_cabinet", "toilet"],
        "wall_shelf": ["workbench", "desk", "washing_machine", "kitchen_counter", "toilet", "bar_counter"],
        "tv": ["fireplace", "sideboard"],
        "whiteboard": ["workbench"],
        "pendant_light": [
            "dining_table", "round_table", "pool_table", "kitchen_island", "conference_table", "bar_counter",
        ],
        "chandelier": ["dining_table", "conference_table", "round_table"],
    ]

    /// What lies under something: the kinds that stand on it, best first.
    static let under: [String: [String]] = [
        "rug": [
            "coffee_table", "king_bed", "double_bed", "dining_table", "round_table", "single_bed",
            "conference_table", "kids_table", "crib",
        ]
    ]

    /// What stands side by side along a kitchen's wall.
    static let runs: Set<String> = [
        "fridge", "stove", "dishwasher", "kitchen_sink", "kitchen_counter", "kitchen_cabinet",
        "washing_machine",
    ]

    /// Small things that fill a room which must hold a given number of objects, in turn.
    static let fillers = [
        "plant", "painting", "side_table", "table_lamp", "vase", "wall_clock", "floor_lamp", "book_stack",
        "wall_shelf", "candle", "wall_lamp", "floor_cushion", "stool", "mirror", "basket", "pendant_light",
    ]

    /// What fits where nothing else does.
    static let lastFillers = ["wall_clock", "painting", "candle", "rug"]

    /// Sizes (length, width, height) of things that the catalogue counts among larger or smaller ones.
    static let sizes: [String: (Double, Double, Double)] = [
        "dartboard": (0.45, 0.05, 0.45), "dart_board": (0.45, 0.05, 0.45), "mini_fridge": (0.5, 0.5, 0.85),
        "wine_fridge": (0.5, 0.5, 0.85), "hot_tub": (1.9, 1.2, 0.8), "jacuzzi": (1.9, 1.2, 0.7),
        "loveseat": (1.5, 0.88, 0.82), "love_seat": (1.5, 0.88, 0.82), "settee": (1.5, 0.8, 0.9),
        "sectional_sofa": (2.7, 1.6, 0.82), "sectional": (2.7, 1.6, 0.82), "bread_basket": (0.32, 0.26, 0.14),
        "tabletop_fountain": (0.35, 0.35, 0.4), "zen_garden": (1.2, 0.8, 0.2),
        "singing_bowl": (0.32, 0.32, 0.14),
        "soundbar": (1.0, 0.12, 0.1), "altar": (1.0, 0.5, 0.9), "low_table": (1.0, 0.6, 0.35),
        "pew": (1.8, 0.45, 0.9),
        "sculpture": (0.5, 0.5, 1.5), "buddha_statue": (0.4, 0.35, 0.7), "lectern": (0.6, 0.5, 1.15),
        "flat_screen": (1.4, 0.08, 0.8), "large_tv": (1.6, 0.08, 0.95), "bust": (0.4, 0.35, 0.6),
        "ball_pit": (2.0, 2.0, 0.6), "climbing_frame": (1.8, 1.5, 1.8), "small_slide": (0.5, 1.3, 0.8),
        "music_stand": (0.5, 0.45, 1.2), "race_car_bed": (1.1, 2.1, 0.7), "succulent": (0.15, 0.15, 0.2),
        "fern": (0.5, 0.5, 0.7), "window_seat": (1.4, 0.5, 0.5), "teddy_bear": (0.6, 0.5, 0.8),
    ]
}
