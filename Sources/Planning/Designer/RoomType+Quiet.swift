extension RoomType {
    /// Rooms to read, rest, pray and be well in.
    static let quiet: [RoomType] = [
        RoomType(
            "library",
            """
            home library, reading room, book room, bookstore reading room, bibliothek, bibliotheque,
            biblioteca, archive, archives, manuscript room
            """,
            """
            bookshelf/5*6, armchair/12*3, side_table, desk, office_chair, rug, floor_lamp, table_lamp,
            ladder, globe, coffee_table, book_stack, painting, plant, sofa, pendant_light,
            grandfather_clock, curtain
            """, style: "classic"),
        RoomType(
            "reading nook", "reading corner, window nook, nook, alcove, inglenook, reading area",
            """
            armchair, floor_lamp, bookshelf, side_table, rug, ottoman, book_stack, plant, floor_cushion,
            painting, curtain, wall_shelf
            """, style: "cozy"),
        RoomType(
            "meditation room",
            """
            zen room, yoga room, yoga studio, prayer room, meditation space, meditation hall, yoga space,
            mindfulness room, quiet room, pilates studio, tea room, tatami room, japanese room, shrine,
            temple, tea house, teahouse
            """,
            """
            yoga_mat/8*6, floor_cushion*3, low_table, plant, aroma_diffuser, candle, rug, water_feature,
            buddha_statue, floor_lamp, painting, basket, bookshelf, plant, curtain, side_table,
            pendant_light, wall_shelf
            """, style: "zen"),
        RoomType(
            "chapel", "church, sanctuary, mosque, synagogue, cathedral, crypt, wedding chapel, monastery",
            """
            altar, pew/6*8, candle*2, chandelier, painting*2, piano, rug, plant*2, column*2, statue,
            wall_lamp*2
            """, style: "classic"),
        RoomType(
            "spa",
            """
            spa room, massage room, treatment room, wellness room, wellness center, relaxation room, sauna
            room, sauna, steam room, hammam, therapy room, massage parlor, massage studio, spa suite,
            bathhouse, onsen, hot spring
            """,
            """
            massage_table/12*3, side_table, aroma_diffuser, towel_rack, stool, plant, sideboard, candle,
            armchair, water_feature, rug, wall_lamp, pendant_light, basket, room_divider, painting, plant,
            wall_shelf, floor_lamp
            """, style: "zen"),
        RoomType(
            "greenhouse",
            """
            potting shed, garden shed, orangery, hothouse, botanical garden, botanical room, plant nursery,
            garden, flower shop, florist, florist's shop, hydroponic farm, glasshouse
            """,
            """
            plant/4*8, workbench, hanging_plant*2, wall_shelf, stool, tree, bench, water_feature, basket,
            tool_cabinet, bookshelf, trash_can, round_table, chair*2, ceiling_panel
            """, style: "natural"),
        RoomType(
            "study",
            """
            home office, private office, study room, den office, home study, writer's room, writing room,
            writers room, arbeitszimmer, despacho, work room, office nook
            """,
            """
            desk, office_chair, bookshelf/10*3, table_lamp, monitor, rug, filing_cabinet, painting,
            armchair, globe, plant, floor_lamp, side_table, book_stack, printer, curtain, pendant_light,
            wall_shelf, sofa, wall_clock
            """, style: "classic"),
        RoomType(
            "hospital room",
            """
            clinic, doctor's office, doctors office, examination room, exam room, patient room, medical
            room, infirmary, ward, hospital ward, operating room, surgery, dental office, dentist office,
            dentist's office, vet clinic, veterinary clinic, pharmacy, therapist's office, therapists
            office, sick room, counseling room, recovery room
            """,
            """
            examination_table, desk, office_chair, chair*2, medicine_cabinet, kitchen_sink, filing_cabinet,
            stool, monitor, trash_can, room_divider, ceiling_panel, wall_clock, sideboard, plant, painting,
            serving_cart, curtain
            """, style: "clean"),
        RoomType(
            "waiting room", "reception, reception area, lobby, reception room, hotel lobby, departure lounge",
            """
            reception_desk, office_chair, chair/6*6, coffee_table, sofa, plant*2, painting*2, side_table,
            monitor, rug, armchair*2, floor_lamp, water_feature, pendant_light, wall_clock, aquarium,
            bookshelf
            """),
    ]
}
