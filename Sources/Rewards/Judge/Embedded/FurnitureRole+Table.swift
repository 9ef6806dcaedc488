/// The words by which identifiers call things, and what those are for.
///
/// Clear depths follow J. Panero and M. Zelnik, *Human Dimension and Interior Space* (1979), and E. Neufert,
/// *Architects' Data*: a chair and its sitter behind a desk 0.75 m, an open wardrobe 0.75 m, a drawer and who kneels
/// before it 0.9 m, a kitchen's working aisle 0.9 m, a basin or a toilet 0.6 m, legs before a sofa 0.4 m. Sizes reach a
/// little beyond what is to be had in shops.
extension FurnitureRole {
    static let table: [(role: FurnitureRole, names: String)] = [
        // Sitting
        (
            .init(.chair, .anywhere, side: 0.3...1, height: 0.5...1.6),
            "chair, seat, office chair, desk chair, dining chair, high chair"
        ),
        (
            .init(.chair, .anywhere, side: 0.22...0.9, height: 0.22...1.25),
            "stool, bar stool, barstool, piano bench, drum stool"
        ),
        (
            .init(.sofa, .wall(0.5), clearance: 0.4, side: 1...4.5, height: 0.35...1.4),
            """
            sofa, couch, settee, loveseat, love seat, sectional, futon, daybed, divan, davenport, sofa bed, chaise,
            chaise longue, chaise lounge, lounger
            """
        ),
        (
            .init(.armchair, .anywhere, clearance: 0.4, side: 0.5...1.7, height: 0.4...2.4),
            """
            armchair, arm chair, lounge chair, reading chair, easy chair, recliner, accent chair, club chair,
            wingback chair, wing chair, wingback, comfortable chair, rocking chair, rocker, glider, massage chair,
            theater seat, theatre seat, throne, bean bag, beanbag, bean bag chair, swing chair, hanging chair
            """
        ),
        (
            .init(.ottoman, .anywhere, side: 0.28...1.5, height: 0.05...0.7),
            "ottoman, pouf, pouffe, hassock, footrest, footstool, foot stool, foot rest, floor cushion, cushion"
        ),
        (
            .init(.other, .wall(0.3), clearance: 0.4, side: 0.6...3, height: 0.25...1.2),
            "bench, pew, window seat, banquette, bleacher"
        ),
        // Sleeping
        (
            .init(.bed, .wall(0.9), side: 1.3...2.8, height: 0.2...2.6),
            "bed, mattress, bunk, bunk bed, cot, murphy bed, daybed lounger"
        ),
        (.init(.bed, .wall(0.7), side: 0.6...1.7, height: 0.4...1.5), "crib, cradle, bassinet, playpen, baby bed"),
        (
            .init(.other, .edge, side: 0.3...1.4, height: 0.05...2),
            "pet bed, dog bed, cat bed, dog crate, cat tree, cat tower"
        ),
        (
            .init(.nightstand, .wall(0.6), side: 0.22...0.9, height: 0.3...0.95),
            "nightstand, night stand, bedside table, night table, bedside cabinet, bedside"
        ),
        // Tables
        (
            .init(.desk, .wall(0.5), clearance: 0.75, side: 0.38...3, height: 0.55...2.3),
            """
            desk, workstation, vanity, dressing table, makeup table, vanity table, workbench, work bench, worktable,
            drafting table, drawing table, lab bench, piano, upright piano, organ, harpsichord, easel, styling station
            """
        ),
        (
            .init(.desk, .anywhere, clearance: 0.75, side: 0.5...4.5, height: 0.8...1.6),
            "reception desk, reception counter, front desk, checkout counter, podium, lectern, grand piano, baby grand"
        ),
        (
            .init(.table, .middle, side: 0.45...6, height: 0.3...1.3),
            "table, meeting table, kids table, picnic table"
        ),
        (.init(.other, .middle, side: 1...4.5, height: 0.5...1.2), "pool table, billiard table, foosball table"),
        (
            .init(.other, .anywhere, side: 0.7...2.8, height: 0.35...2.4),
            """
            massage table, treatment table, examination table, treadmill, weight bench, exercise bike, elliptical, rower,
            rowing machine, exercise machine, spin bike
            """
        ),
        (
            .init(.counter, .anywhere, side: 0.8...5.5, height: 0.75...1.5),
            "kitchen island, island, bar counter, bar, breakfast bar"
        ),
        (
            .init(.coffeeTable, .middle, side: 0.35...2, height: 0.2...0.7),
            "coffee table, cocktail table, low table, tea table, center table, centre table"
        ),
        (
            .init(.sideTable, .anywhere, side: 0.22...1, height: 0.3...1),
            "side table, end table, accent table, lamp table, occasional table, drink table, small table, pedestal"
        ),
        (
            .init(.storage, .wall(0.8), side: 0.5...2.2, height: 0.5...1.2),
            "console, console table, hall table, entry table, entryway table, hallway table, sofa table"
        ),
        // Screens
        (
            .init(.screenStand, .wall(0.8), side: 0.6...3, height: 0.2...1.2),
            """
            tv stand, tv console, tv unit, tv cabinet, media console, media unit, media cabinet, entertainment center,
            entertainment centre, entertainment unit, television stand, tv bench
            """
        ),
        (
            .init(.screen, .wall(0.5), side: 0.4...6.5, height: 0.25...4),
            """
            tv, television, flat screen, smart tv, projector screen, projection screen, movie screen, tv screen,
            large screen
            """
        ),
        // Storage
        (
            .init(.storage, .wall(1), clearance: 0.75, side: 0.4...3.6, height: 0.6...3),
            "wardrobe, closet, armoire, locker, server rack, vending machine, arcade machine, jukebox, clothes rack"
        ),
        (
            .init(.storage, .wall(1), clearance: 0.9, side: 0.15...2.5, height: 0.1...2.4),
            """
            dresser, chest of drawer, drawer, bureau, commode, tallboy, changing table, filing cabinet, file cabinet,
            tool cabinet, tool chest, toolbox, toy box, chest, trunk, toy chest, shoe rack, wine rack, dumbbell rack,
            safe, crate, changing station, toy storage
            """
        ),
        (
            .init(.storage, .wall(1), clearance: 0.6, side: 0.18...4, height: 0.25...3.2),
            """
            bookshelf, bookcase, shelf, shelving, shelves, shelf unit, shelving unit, book shelf, rack, cabinet,
            sideboard, buffet, credenza, cupboard, hutch, pantry, larder, display case, showcase, vitrine, glass case,
            aquarium, fish tank, terrarium, trophy case, corner unit, doll house, dollhouse, play kitchen
            """
        ),
        // Kitchen and bath
        (
            .init(.appliance, .wall(1), clearance: 0.9, side: 0.4...1.6, height: 0.5...2.5),
            """
            fridge, refrigerator, freezer, dishwasher, washing machine, washer, dryer, range, kiln, wine cooler,
            oven, laundry machine, cooler, ice machine, air conditioner, boiler
            """
        ),
        (
            .init(.stove, .wall(1), clearance: 0.9, side: 0.4...1.8, height: 0.5...2),
            "stove, cooker, cooktop, stovetop, gas stove, hob, grill, barbecue"
        ),
        (
            .init(.appliance, .wall(1), clearance: 0.9, side: 0.3...5, height: 0.6...2.5),
            "kitchen counter, counter, countertop, worktop, kitchen cabinet, kitchenette"
        ),
        (.init(.hood, .anywhere, side: 0.3...1.4, height: 0.1...1.4), "range hood, hood, extractor hood"),
        (
            .init(.sink, .wall(1), clearance: 0.6, side: 0.3...2.3, height: 0.15...1.3),
            """
            sink, washbasin, basin, sink cabinet, bathroom vanity, sink vanity, vanity unit, double vanity, kitchen sink
            """
        ),
        (
            .init(.fixture, .wall(1), clearance: 0.6, side: 0.35...2.6, height: 0.3...2.6),
            "toilet, wc, lavatory, bidet, urinal, bathtub, bath, tub, shower, jacuzzi, hot tub, sauna, whirlpool"
        ),
        (
            .init(.fireplace, .wall(1), clearance: 0.9, side: 0.5...3, height: 0.5...3.2),
            "fireplace, fire place, wood stove, hearth, pellet stove, log burner"
        ),
        // Flat, hanging, small
        (
            .init(.rug, .anywhere, side: 0.3...8, height: 0.001...0.15),
            "rug, carpet, mat, runner, yoga mat, tatami"
        ),
        (
            .init(.mirror, .wall(1), side: 0.15...3.5, height: 0.2...2.6),
            "mirror, looking glass"
        ),
        (
            .init(.wall, .wall(1), side: 0.05...6.5, height: 0.02...3.8),
            """
            painting, picture, wall art, artwork, poster, photo frame, picture frame, tapestry, wall hanging, clock,
            wall clock, whiteboard, blackboard, chalkboard, bulletin board, curtain, drape, blind, wall shelf,
            floating shelf, wall cabinet, medicine cabinet, wall lamp, sconce, wall sconce, wall light, towel rack,
            sound panel, acoustic panel, wall panel, coat hook, hook, pegboard, corkboard, dartboard, scoreboard, art, print,
            mural, decal, banner, flag, map, calendar, certificate, diploma, photograph, photo, neon sign, framed print
            """
        ),
        (
            .init(.ceiling, .anywhere, side: 0.05...3, height: 0.01...2.6),
            """
            pendant light, pendant lamp, pendant, chandelier, ceiling lamp, ceiling light, ceiling fan, ceiling panel,
            hanging lamp, hanging light, hanging plant, hanging planter, projector, pot rack, skylight, track light,
            track lighting, recessed lighting, overhead light, punching bag, disco ball, led panel, light fixture,
            ceiling fixture
            """
        ),
        (
            .init(.tabletop, .anywhere, side: 0.04...2.5, height: 0.005...1.3),
            """
            lamp, table lamp, desk lamp, bedside lamp, vase, candle, book, book stack, laptop, computer, monitor,
            keyboard, printer, microwave, toaster, kettle, blender, coffee machine, coffee maker, bowl, fruit bowl,
            tray, globe, pillow, blanket, quilt, duvet, throw, speaker, alarm clock, radio, diffuser, sewing machine,
            telephone, lantern, light, night light, record player, turntable, scanner, typewriter, urn, pot, jar, bottle,
            teapot, jug, magazine, journal, candelabra, candlestick, bouquet, flower, router, amplifier, mixer,
            jewelry box, organizer, towel, board game, puzzle, toy, microphone, figurine
            """
        ),
        (
            .init(.other, .edge, side: 0.08...2.6, height: 0.1...5),
            """
            plant, potted plant, tree, floor lamp, standing lamp, arc lamp, basket, hamper, laundry basket, trash can,
            trash bin, waste bin, wastebasket, bin, coat rack, coat stand, coat tree, hat stand, umbrella stand,
            grandfather clock, floor speaker, statue, sculpture, mannequin, water feature, fountain, radiator, heater,
            guitar, cello, harp, fan, ladder, stepladder, play tent, tent, teepee, floor mirror, standing mirror, fern,
            succulent, cactus, bonsai, monstera, orchid, planter, palm, houseplant, greenery, column, pillar, subwoofer,
            bust, air purifier, humidifier, room divider, folding screen, privacy screen, drum kit, bicycle, bike
            """
        ),
        // Openings
        (.init(.door, .wall(1), side: 0.5...4, height: 1.5...4), "door, front door, sliding door, doorway, gate"),
        (.init(.window, .wall(1), side: 0.3...6, height: 0.2...4), "window, bay window"),
    ]
}
