extension RoomType {
    /// Rooms of a dwelling.
    static let home: [RoomType] = [
        RoomType(
            "living room",
            """
            lounge, 客厅, リビング, sitting room, family room, den, parlor, parlour, drawing room, great room,
            living area, living space, front room, wohnzimmer, sala de estar, soggiorno, salotto, sala,
            sejour, woonkamer, vardagsrum, cabin
            """,
            """
            sofa, coffee_table, tv_stand, tv, rug, armchair/12*3, floor_lamp, painting, bookshelf,
            side_table, plant, curtain, pendant_light, table_lamp, sideboard, ottoman, plant, painting,
            sofa, armchair*2, fireplace, console_table, vase
            """),
        RoomType(
            "bedroom",
            """
            寝室, 卧室, master bedroom, master suite, bed room, guest room, guest bedroom, sleeping room,
            bedchamber, suite, hotel room, dorm, dormitory, dorm room, schlafzimmer, chambre, chambre a
            coucher, dormitorio, habitacion, quarto, camera da letto, slaapkamer, sovrum, barracks, hostel,
            bunk room
            """,
            """
            double_bed, nightstand*2, wardrobe, table_lamp*2, rug, painting, dresser, curtain,
            pendant_light, armchair, mirror, plant, bench, desk, office_chair, side_table, chest, bookshelf,
            floor_lamp, painting, plant, sofa, tv_stand, tv
            """),
        RoomType(
            "kids room",
            """
            kids bedroom, child's bedroom, childs bedroom, childrens bedroom, children's bedroom, child
            room, children's room, childrens room, childs room, child's room, kid room, kids' room, boys
            room, girls room, teen bedroom, teenager's bedroom, teenagers bedroom, teen room, toddler room,
            kinderzimmer, boys bedroom, girls bedroom, boy's bedroom, girl's bedroom, boy's room, girl's
            room
            """,
            """
            single_bed, nightstand, toy_box, desk, office_chair, wardrobe, bookshelf, rug, table_lamp,
            painting, bean_bag, pendant_light, curtain, doll_house, play_tent, kids_table, stool*2, basket,
            poster, plant
            """, style: "playful"),
        RoomType(
            "nursery", "baby room, baby's room, babys room, babyzimmer",
            """
            crib, changing_table, armchair, dresser, rug, side_table, table_lamp, basket, bookshelf,
            painting, curtain, toy_box, pendant_light, ottoman, wall_shelf, plant, painting
            """, style: "soft pastel"),
        RoomType(
            "playroom",
            """
            play room, play center, play centre, play area, kindergarten, daycare, day care, preschool,
            creche, spielzimmer, playhouse, childrens play center, children's playroom, childrens playroom
            """,
            """
            kids_table, stool*4, toy_box/10*3, bookshelf, rug, play_tent, slide, bean_bag/15*3, doll_house,
            painting, whiteboard, basket*2, wall_shelf, pendant_light, painting*2, floor_cushion*3, easel,
            plant
            """, style: "playful"),
        RoomType(
            "dining room",
            """
            dining area, dining hall, dining space, breakfast room, esszimmer, salle a manger, comedor, sala
            da pranzo, banquet hall, eetkamer, banquet room, dinner room
            """,
            """
            dining_table, chair/3*8, sideboard, chandelier, painting, rug, vase, curtain, plant, mirror,
            serving_cart, console_table, floor_lamp, painting, fruit_bowl, candle, table_lamp, plant,
            wine_rack, wall_lamp*2
            """, style: "traditional"),
        RoomType(
            "breakfast nook", "dining nook, breakfast corner, eating nook, dinette",
            """
            round_table, chair*2, pendant_light, painting, plant, vase, curtain, bench, rug, sideboard,
            wall_shelf, fruit_bowl
            """, style: "country"),
        RoomType(
            "kitchen",
            """
            厨房, 台所, kitchenette, chef's kitchen, galley, pantry, cookery, kuche, kueche, cuisine, cocina,
            cucina, keuken, cozinha, kitchen area, culinary school, cooking school
            """,
            """
            fridge, stove, kitchen_sink, kitchen_counter, kitchen_island/14, bar_stool/8*3, range_hood,
            dishwasher, kitchen_cabinet/10*3, pendant_light, microwave, coffee_machine, toaster, fruit_bowl,
            trash_can, wall_shelf, round_table, chair*2, pot_rack, plant, wall_clock, rug
            """),
        RoomType(
            "bathroom",
            """
            浴室, 卫生间, master bathroom, bath room, washroom, powder room, shower room, restroom, toilet room,
            wet room, spa bathroom, ensuite, en suite, badezimmer, salle de bain, salle de bains, bano,
            bagno, badkamer, banheiro, half bath, lavatory
            """,
            """
            sink_cabinet, toilet, mirror, bathtub/6, shower, towel_rack, rug, trash_can, medicine_cabinet,
            plant, wall_shelf, basket, stool, wall_lamp, radiator, candle, towel_rack, bench, painting,
            side_table
            """),
        RoomType(
            "laundry room", "laundry, utility room, laundromat, mud room, mudroom, linen room, ironing room",
            """
            washing_machine*2, kitchen_sink, ironing_board, wall_shelf, basket*2, kitchen_counter,
            kitchen_cabinet, clothes_rack, trash_can, ceiling_panel, bench, shoe_rack, coat_rack, plant
            """),
        RoomType(
            "hallway",
            """
            hall, corridor, entryway, entry, entrance, entrance hall, foyer, vestibule, landing, flur,
            couloir, pasillo, corridoio, entry hall
            """,
            """
            console_table, mirror, coat_rack, bench, rug, painting, shoe_rack, table_lamp, plant,
            pendant_light, vase, painting, wall_lamp*2, chair, grandfather_clock, armchair*2, plant
            """, style: "classic"),
        RoomType(
            "walk-in closet",
            """
            walk in closet, closet, dressing room, wardrobe room, cloakroom, fitting room, changing room,
            locker room, ankleidezimmer, walk in wardrobe
            """,
            """
            wardrobe/5*4, mirror, shoe_rack, clothes_rack/8*2, dresser, ottoman, rug, pendant_light, bench,
            shoe_rack, vanity, stool, basket, coat_rack, painting
            """),
        RoomType(
            "attic",
            "attic room, loft room, garret, dachboden, attic space, crawl space, storage room, storeroom",
            """
            chest*2, bookshelf, armchair, rug, floor_lamp, basket, side_table, painting, table_lamp, desk,
            office_chair, plant, coat_rack, mirror, pendant_light, book_stack
            """, style: "vintage"),
        RoomType(
            "basement", "cellar, basement room, man cave, rec room, recreation room, rumpus room, bunker",
            """
            sofa, coffee_table, tv_stand, tv, rug, bookshelf, armchair, floor_lamp, bean_bag, sideboard,
            fridge, painting, pendant_light, side_table, chest, plant
            """),
        RoomType(
            "loft",
            """
            apartment, studio apartment, penthouse, condo, tiny house, open plan apartment, wohnung, urban
            loft, studio flat, cottage, cabin interior, houseboat, camper, tiny home, trailer
            """,
            """
            sofa, double_bed, dining_table, coffee_table, chair*4, tv_stand, tv, rug, nightstand, bookshelf,
            kitchen_counter, fridge, stove, floor_lamp, wardrobe, pendant_light*2, armchair, painting*2,
            plant, table_lamp, bar_stool*2, side_table, plant
            """, style: "industrial"),
        RoomType(
            "sunroom",
            """
            conservatory, veranda, porch, patio, sun room, balcony, terrace, solarium, garden room, deck,
            wintergarten, lanai, gazebo, pergola, rooftop, winter garden, sun porch, courtyard, pavilion
            """,
            """
            armchair*2, side_table, plant/6*5, sofa, coffee_table, rug, hanging_plant, swing_chair, ottoman,
            curtain, floor_lamp, bookshelf, water_feature, pendant_light, bench, round_table, chair*2
            """, style: "natural"),
        RoomType(
            "garage", "car port, carport, tool shed, shed",
            """
            workbench, tool_cabinet, bicycle, wall_shelf*2, stool, ladder, chest*2, pegboard, trash_can,
            ceiling_panel, bookshelf, fridge, basket, tool_cabinet, radiator
            """, style: "industrial"),
    ]
}
