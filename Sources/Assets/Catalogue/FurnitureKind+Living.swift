extension FurnitureKind {
    /// Seats, tables and storage of living and dining rooms.
    static let living: [FurnitureKind] = [
        FurnitureKind(
            "sofa", .seating, .sofa, .floor, .againstWall, "grey fabric",
            (2.1, 0.92, 0.82), (1.2, 0.7, 0.6), (3.6, 1.8, 1.1),
            """
            couch, settee, loveseat, love seat, sectional, sectional sofa, sofa bed, futon, daybed, divan,
            davenport
            """),
        FurnitureKind(
            "armchair", .seating, .armchair, .floor, .corner, "teal fabric",
            (0.85, 0.88, 0.95), (0.55, 0.55, 0.65), (1.2, 1.2, 1.4),
            """
            arm chair, lounge chair, reading chair, easy chair, recliner, accent chair, club chair,
            wingback chair, wing chair, comfortable chair, rocking chair, glider, rocker, massage chair,
            gaming chair, throne, theater seat, theatre seat, cinema seat, comfy chair, cozy chair, egg
            chair, papasan chair
            """),
        FurnitureKind(
            "chaise_longue", .seating, .chaise, .floor, .anywhere, "cream fabric",
            (0.75, 1.7, 0.8), (0.55, 1.3, 0.4), (1.0, 2.1, 1.1),
            """
            chaise, chaise lounge, lounger, sun lounger, daybed lounger, fainting couch
            """),
        FurnitureKind(
            "chair", .seating, .chair, .floor, .anywhere, "oak",
            (0.46, 0.52, 0.9), (0.35, 0.35, 0.6), (0.7, 0.75, 1.25),
            """
            dining chair, side chair, wooden chair, kitchen chair, folding chair, guest chair, visitor
            chair, waiting chair, cafe chair, vintage chair, student chair, seat, conference chair, high
            chair, classroom chair, metal chair
            """),
        FurnitureKind(
            "stool", .seating, .stool, .floor, .anywhere, "oak",
            (0.4, 0.4, 0.45), (0.25, 0.25, 0.25), (0.6, 0.6, 0.6),
            """
            footstool, foot stool, step stool, ottoman stool, piano stool, piano bench, vanity stool,
            meditation stool, drum stool
            """),
        FurnitureKind(
            "bar_stool", .seating, .stool, .floor, .anywhere, "walnut",
            (0.42, 0.42, 0.75), (0.3, 0.3, 0.55), (0.6, 0.6, 1.2),
            """
            barstool, counter stool, kitchen stool, high stool, bar chair
            """),
        FurnitureKind(
            "ottoman", .seating, .cushion, .floor, .anywhere, "mustard fabric",
            (0.6, 0.5, 0.42), (0.3, 0.3, 0.25), (1.2, 0.9, 0.55),
            """
            pouf, pouffe, hassock, footrest, foot rest, floor pouf
            """),
        FurnitureKind(
            "bench", .seating, .bench, .floor, .againstWall, "oak",
            (1.3, 0.42, 0.46), (0.7, 0.28, 0.3), (2.6, 0.65, 0.95),
            """
            entry bench, storage bench, window seat, window bench, pew, garden bench, park bench, wooden
            bench, shoe bench, banquette, dining bench, changing bench, locker bench, bleacher
            """),
        FurnitureKind(
            "bean_bag", .seating, .beanBag, .floor, .corner, "orange fabric",
            (0.85, 0.85, 0.7), (0.5, 0.5, 0.4), (1.2, 1.2, 1.0),
            """
            beanbag, bean bag chair, beanbag chair, sack chair
            """),
        FurnitureKind(
            "floor_cushion", .seating, .cushion, .floor, .anywhere, "plum fabric",
            (0.55, 0.55, 0.14), (0.3, 0.3, 0.06), (0.9, 0.9, 0.35),
            """
            meditation cushion, cushion, zafu, floor pillow, seat cushion, seating cushion
            """),
        FurnitureKind(
            "swing_chair", .seating, .swing, .floor, .corner, "rattan",
            (0.95, 0.95, 1.9), (0.6, 0.6, 1.2), (1.6, 1.4, 2.3),
            """
            hanging chair, swing, hammock, hammock chair, porch swing
            """),
        FurnitureKind(
            "coffee_table", .tables, .table, .floor, .middle, "walnut",
            (1.1, 0.6, 0.42), (0.5, 0.4, 0.25), (1.6, 1.1, 0.55),
            """
            cocktail table, low table, tea table, center table, centre table, chabudai
            """),
        FurnitureKind(
            "side_table", .tables, .roundTable, .floor, .anywhere, "oak",
            (0.45, 0.45, 0.55), (0.25, 0.25, 0.35), (0.75, 0.75, 0.85),
            """
            end table, accent table, sofa table, lamp table, occasional table, small table, drink table,
            pedestal
            """),
        FurnitureKind(
            "console_table", .tables, .table, .floor, .againstWall, "walnut",
            (1.2, 0.35, 0.8), (0.6, 0.22, 0.65), (1.8, 0.5, 1.0),
            """
            console, hall table, hallway table, entry table, entryway table, foyer table
            """),
        FurnitureKind(
            "dining_table", .tables, .table, .floor, .middle, "oak",
            (1.7, 0.9, 0.75), (0.7, 0.6, 0.6), (3.6, 1.4, 0.95),
            """
            table, kitchen table, dinner table, farmhouse table, breakfast table, banquet table, wooden
            table, long table, picnic table, large table, communal table, trestle table, folding table
            """),
        FurnitureKind(
            "round_table", .tables, .roundTable, .floor, .middle, "walnut",
            (1.0, 1.0, 0.75), (0.5, 0.5, 0.6), (1.8, 1.8, 1.1),
            """
            bistro table, cafe table, pub table, small round table, round dining table, pedestal table,
            poker table, card table, game table, gaming table, board game table, cocktail bar table
            """),
        FurnitureKind(
            "tv_stand", .storage, .cabinet, .floor, .againstWall, "walnut",
            (1.6, 0.42, 0.5), (0.8, 0.3, 0.3), (2.6, 0.6, 0.8),
            """
            tv console, tv unit, tv cabinet, media console, media unit, entertainment center,
            entertainment centre, entertainment unit, television stand, media cabinet, media center, tv
            bench
            """),
        FurnitureKind(
            "bookshelf", .storage, .shelfUnit, .floor, .againstWall, "oak",
            (0.9, 0.32, 1.9), (0.4, 0.2, 0.7), (2.6, 0.5, 2.8),
            """
            bookcase, book shelf, book case, library shelf, shelving unit, shelf unit, shelving,
            bookshelves, built in shelf, tall shelf, shelf, storage shelf, open shelf, display shelf, toy
            shelf, plant shelf, book rack, magazine rack, record shelf, etagere
            """),
        FurnitureKind(
            "corner_shelf", .storage, .shelfUnit, .floor, .corner, "oak",
            (0.4, 0.4, 1.6), (0.2, 0.2, 0.5), (0.7, 0.7, 2.2),
            """
            corner bookshelf, corner unit, whatnot
            """),
        FurnitureKind(
            "sideboard", .storage, .cabinet, .floor, .againstWall, "walnut",
            (1.5, 0.45, 0.85), (0.5, 0.3, 0.5), (2.4, 0.65, 2.2),
            """
            buffet, credenza, buffet table, china cabinet, hutch, display cabinet, cabinet, storage
            cabinet, liquor cabinet, wine cabinet, bar cabinet, cupboard, shoe cabinet, accent cabinet,
            curio cabinet, locker, trophy case
            """),
        FurnitureKind(
            "chest", .storage, .chest, .floor, .againstWall, "pine",
            (1.0, 0.5, 0.5), (0.3, 0.25, 0.2), (1.5, 0.8, 0.8),
            """
            trunk, storage chest, treasure chest, blanket chest, hope chest, crate, storage box, wooden
            crate, storage trunk, box, suitcase, storage container
            """),
        FurnitureKind(
            "basket", .storage, .basket, .floor, .corner, "rattan",
            (0.42, 0.36, 0.45), (0.2, 0.2, 0.15), (0.7, 0.6, 0.8),
            """
            laundry basket, storage basket, hamper, laundry hamper, wicker basket, storage bin, bin,
            umbrella stand, toy bin, bucket, blanket basket
            """),
        FurnitureKind(
            "coat_rack", .storage, .coatRack, .floor, .corner, "walnut",
            (0.5, 0.5, 1.75), (0.3, 0.3, 1.3), (0.8, 0.8, 2.1),
            """
            coat stand, hat stand, hat rack, coat tree, hall tree, clothes stand, valet stand
            """),
        FurnitureKind(
            "wall_shelf", .storage, .wallShelf, .wall, .againstWall, "oak",
            (0.9, 0.22, 0.25), (0.3, 0.1, 0.03), (2.4, 0.4, 1.2),
            """
            floating shelf, mounted shelf, wall mounted shelf, spice rack, wall rack, mantel shelf, key
            holder, picture ledge, wall cabinet, wall storage, coat hook, hook, wall hook
            """),
        FurnitureKind(
            "fireplace", .decoration, .fireplace, .floor, .againstWall, "stone",
            (1.4, 0.45, 1.15), (0.7, 0.25, 0.7), (2.4, 0.9, 2.6),
            """
            electric fireplace, wood stove, wood burning stove, stone fireplace, hearth, fire place, log
            burner, pellet stove
            """),
        FurnitureKind(
            "fire_pit", .decoration, .cylinder, .floor, .middle, "stone",
            (0.8, 0.8, 0.45), (0.4, 0.4, 0.25), (1.5, 1.5, 0.7),
            """
            firepit, campfire, brazier
            """),
        FurnitureKind(
            "room_divider", .decoration, .screenPartition, .floor, .anywhere, "bamboo",
            (1.6, 0.3, 1.75), (0.8, 0.04, 1.2), (3.0, 0.5, 2.3),
            """
            divider, folding screen, privacy screen, partition, shoji screen, screen divider, privacy
            curtain
            """),
        FurnitureKind(
            "wine_rack", .storage, .rack, .floor, .againstWall, "walnut",
            (0.7, 0.35, 0.95), (0.3, 0.2, 0.3), (2.4, 0.6, 2.4),
            """
            wine shelf, bottle rack, wine storage, wine barrel, barrel
            """),
    ]

    /// Beds and what stands around them.
    static let bedroom: [FurnitureKind] = [
        FurnitureKind(
            "double_bed", .sleeping, .bed, .floor, .againstWall, "oak",
            (1.65, 2.1, 1.0), (1.3, 1.8, 0.35), (1.8, 2.3, 1.6),
            """
            bed, queen bed, queen size bed, queen sized bed, full bed, platform bed, canopy bed, bed
            frame, guest bed, four poster bed, murphy bed, plush bed, cozy bed, mattress, memory foam
            mattress
            """),
        FurnitureKind(
            "king_bed", .sleeping, .bed, .floor, .againstWall, "walnut",
            (1.95, 2.15, 1.1), (1.8, 1.95, 0.4), (2.3, 2.4, 1.7),
            """
            king size bed, king sized bed, large bed, master bed, california king bed, super king bed
            """),
        FurnitureKind(
            "single_bed", .sleeping, .bed, .floor, .againstWall, "pine",
            (0.98, 2.05, 0.9), (0.7, 1.4, 0.35), (1.2, 2.2, 1.4),
            """
            twin bed, small bed, kids bed, child bed, childrens bed, toddler bed, trundle bed, cot bed,
            camp bed, cot, hospital bed, patient bed, race car bed, dorm bed
            """),
        FurnitureKind(
            "bunk_bed", .sleeping, .bunkBed, .floor, .corner, "pine",
            (1.0, 2.05, 1.7), (0.8, 1.7, 1.4), (1.5, 2.2, 2.2),
            """
            loft bed, bunk, double decker bed, high sleeper
            """),
        FurnitureKind(
            "crib", .sleeping, .crib, .floor, .againstWall, "white wood",
            (1.3, 0.75, 0.95), (0.7, 0.45, 0.6), (1.5, 0.95, 1.3),
            """
            cradle, bassinet, baby bed, baby crib, infant bed, playpen, play pen, moses basket
            """),
        FurnitureKind(
            "pet_bed", .sleeping, .cushion, .floor, .corner, "brown fabric",
            (0.75, 0.6, 0.2), (0.35, 0.3, 0.1), (1.2, 1.0, 1.8),
            """
            dog bed, cat bed, pet cushion, dog crate, cat tree, scratching post, cat tower
            """),
        FurnitureKind(
            "nightstand", .storage, .drawers, .floor, .againstWall, "oak",
            (0.48, 0.4, 0.55), (0.25, 0.25, 0.35), (0.75, 0.6, 0.8),
            """
            night stand, bedside table, night table, bedside cabinet, bedside stand, bedside
            """),
        FurnitureKind(
            "wardrobe", .storage, .wardrobe, .floor, .againstWall, "oak",
            (1.5, 0.6, 2.1), (0.7, 0.4, 1.6), (3.2, 0.8, 2.6),
            """
            closet, armoire, clothes cabinet, clothes closet, walk in closet, closet system, built in
            closet, garment closet
            """),
        FurnitureKind(
            "dresser", .storage, .drawers, .floor, .againstWall, "oak",
            (1.2, 0.48, 0.85), (0.5, 0.35, 0.5), (1.9, 0.65, 1.4),
            """
            chest of drawers, drawer, drawer unit, drawer chest, bureau, commode, tallboy, lowboy, clothes
            dresser, drawer cabinet, jewelry armoire
            """),
        FurnitureKind(
            "changing_table", .storage, .drawers, .floor, .againstWall, "white wood",
            (0.9, 0.52, 0.95), (0.6, 0.4, 0.75), (1.3, 0.75, 1.1),
            """
            baby changing table, diaper table, changing station
            """),
        FurnitureKind(
            "vanity", .tables, .desk, .floor, .againstWall, "white wood",
            (1.05, 0.45, 1.35), (0.6, 0.35, 0.7), (1.6, 0.65, 1.7),
            """
            dressing table, makeup table, makeup vanity, vanity table, makeup station, styling station,
            hair station, salon station, barber station
            """),
        FurnitureKind(
            "clothes_rack", .storage, .rack, .floor, .againstWall, "black metal",
            (1.2, 0.45, 1.6), (0.6, 0.3, 1.2), (2.2, 0.7, 2.1),
            """
            clothing rack, garment rack, clothes rail, wardrobe rail, costume rack
            """),
        FurnitureKind(
            "shoe_rack", .storage, .shelfUnit, .floor, .againstWall, "pine",
            (0.8, 0.32, 0.6), (0.4, 0.2, 0.25), (1.5, 0.45, 1.6),
            """
            shoe shelf, shoe stand, boot rack
            """),
        FurnitureKind(
            "pillow", .textiles, .cushion, .surface, .anywhere, "terracotta fabric",
            (0.5, 0.4, 0.14), (0.25, 0.2, 0.06), (0.8, 0.7, 0.4),
            """
            throw pillow, accent pillow, decorative pillow, bed pillow
            """,
            on: "sofa, double_bed, armchair, bench"),
        FurnitureKind(
            "blanket", .textiles, .mat, .surface, .anywhere, "cream wool",
            (1.2, 0.8, 0.06), (0.4, 0.3, 0.02), (2.4, 2.2, 0.2),
            """
            throw, throw blanket, quilt, duvet, bedspread, linen
            """,
            on: "double_bed, sofa, armchair"),
    ]
}
