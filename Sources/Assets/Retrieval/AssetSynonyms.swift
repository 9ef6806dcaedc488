/// Words that mean furniture, beyond the names that the catalogue gives its kinds.
enum AssetSynonyms {
    /// Names of things, singular, to the kind that stands for them.
    static let kinds: [String: String] = [
        "credenza": "sideboard", "media console": "tv_stand", "media unit": "tv_stand",
        "entertainment center": "tv_stand",
        "chesterfield": "sofa", "pouffe": "ottoman", "pouf": "ottoman", "hassock": "ottoman", "tuffet": "ottoman",
        "armoire": "wardrobe", "chifforobe": "wardrobe", "closet": "wardrobe", "tallboy": "dresser",
        "chiffonier": "dresser", "highboy": "dresser", "lowboy": "dresser", "secretary desk": "desk",
        "escritoire": "desk", "writing table": "desk", "bureau": "desk", "workstation": "desk",
        "cot": "single_bed", "twin bed": "single_bed", "mattress": "double_bed", "cradle": "crib",
        "bassinet": "crib", "moses basket": "crib", "etagere": "bookshelf", "bookcase": "bookshelf",
        "bookstand": "bookshelf", "hutch": "sideboard", "china cabinet": "sideboard", "buffet": "sideboard",
        "vitrine": "display_counter", "curio cabinet": "sideboard", "tea table": "coffee_table",
        "cocktail table": "coffee_table", "end table": "side_table", "lamp stand": "floor_lamp",
        "telly": "tv", "television set": "tv", "flat screen": "tv", "cooktop": "stove", "aga": "stove",
        "basin": "bathroom_sink", "washstand": "sink_cabinet", "lav": "toilet", "loo": "toilet", "commode": "toilet",
        "hamper": "basket", "laundry bin": "basket", "waste paper basket": "trash_can", "bin": "trash_can",
        "umbrella stand": "basket", "hat stand": "coat_rack", "hallstand": "coat_rack", "hall tree": "coat_rack",
        "valet stand": "coat_rack", "kilim": "rug", "sheepskin": "rug", "drape": "curtain", "houseplant": "plant",
        "fern": "plant", "ficus": "plant", "rubber plant": "plant", "looking glass": "mirror",
        "folding screen": "room_divider",
        "shoji": "room_divider", "dinner table": "dining_table", "refectory table": "dining_table",
        "trestle table": "dining_table", "bistro table": "round_table", "hammock": "swing_chair",
        "sun lounger": "chaise_longue", "sofa seat": "sofa", "deck chair": "armchair", "high chair": "chair",
        "swivel chair": "office_chair", "desk chair": "office_chair", "task chair": "office_chair",
        "barstool": "bar_stool", "counter stool": "bar_stool", "pew": "bench", "settle": "bench",
        "drum set": "drum_kit", "notebook computer": "laptop", "desktop": "computer", "loudspeaker": "speaker",
        "hi fi": "speaker", "stereo": "speaker", "wall art": "painting", "poster": "painting",
        "timepiece": "wall_clock",
        "woodburner": "fireplace", "wood burning stove": "fireplace", "hearth": "fireplace", "heater": "radiator",
        "tumble dryer": "washing_machine", "icebox": "fridge", "punchbag": "punching_bag", "spin bike": "exercise_bike",
    ]

    /// What words of styles and materials also go by in the names and tags of models.
    static let words: [String: [String]] = [
        "vintage": ["antique", "classic", "retro", "old"], "antique": ["vintage", "classic", "old"],
        "classic": ["traditional", "antique"], "traditional": ["classic"], "rustic": ["wood", "wooden", "oak"],
        "modern": ["contemporary", "design"], "contemporary": ["modern", "design"], "minimalist": ["modern", "simple"],
        "scandinavian": ["modern", "wood"], "industrial": ["metal", "iron", "steel"], "zen": ["japanese", "bamboo"],
        "japanese": ["tatami", "ryokan"], "wood": ["wooden", "oak", "teak", "pear"], "oak": ["wood", "wooden"],
        "walnut": ["wood", "wooden"], "metal": ["iron", "steel"], "steel": ["metal"], "iron": ["metal"],
        "leather": ["winchester"], "kid": ["child", "children", "baby"], "child": ["kid", "children"],
        "couch": ["sofa"], "rattan": ["wicker"], "wicker": ["rattan"],
    ]
}
