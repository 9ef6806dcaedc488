extension FurnitureKind {
    /// Lights.
    static let lights: [FurnitureKind] = [
        FurnitureKind(
            "table_lamp", .lighting, .tableLamp, .surface, .anywhere, "brass",
            (0.28, 0.28, 0.48), (0.1, 0.1, 0.15), (0.5, 0.5, 0.85),
            """
            lamp, desk lamp, bedside lamp, night light, nightlight, reading lamp, task lamp, salt lamp,
            himalayan salt lamp, lava lamp, small lamp, night lamp, work lamp, task light, banker lamp,
            lantern, paper lantern, light, lighting, reading light
            """,
            on: "nightstand, side_table, desk, dresser, console_table, sideboard, coffee_table"),
        FurnitureKind(
            "floor_lamp", .lighting, .floorLamp, .floor, .corner, "brass",
            (0.42, 0.42, 1.6), (0.2, 0.2, 1.0), (1.2, 0.8, 2.1),
            """
            standing lamp, arc lamp, tall lamp, torchiere, floor light, standing light, tripod lamp,
            uplighter
            """),
        FurnitureKind(
            "pendant_light", .lighting, .pendant, .ceiling, .middle, "black metal",
            (0.45, 0.45, 0.7), (0.15, 0.15, 0.08), (1.2, 1.2, 1.6),
            """
            pendant lamp, pendant, hanging lamp, hanging light, ceiling lamp, ceiling light, pendant
            lighting, hanging lantern, hanging bulb, edison bulb, ceiling lantern, disco ball, bulb,
            ceiling fixture, light fixture, pool table light
            """),
        FurnitureKind(
            "chandelier", .lighting, .chandelier, .ceiling, .middle, "brass",
            (0.8, 0.8, 0.8), (0.4, 0.4, 0.3), (2.0, 2.0, 2.2),
            """
            crystal chandelier, candelabra chandelier
            """),
        FurnitureKind(
            "ceiling_fan", .lighting, .ceilingFan, .ceiling, .middle, "white wood",
            (1.2, 1.2, 0.38), (0.8, 0.8, 0.2), (1.8, 1.8, 0.7),
            """
            overhead fan
            """),
        FurnitureKind(
            "ceiling_panel", .lighting, .ceilingPanel, .ceiling, .middle, "white",
            (0.9, 0.3, 0.08), (0.15, 0.05, 0.02), (2.4, 1.2, 0.3),
            """
            led panel, recessed light, recessed lighting, skylight, track light, track lighting, flush
            light, fluorescent light, led strip, led light, overhead light, overhead lighting, dim
            lighting, grow light, stage light, spotlight, string light, fairy light, soft light, led
            lighting, neon light, ambient light, ambient lighting, soft lighting, mood lighting, twinkle
            light
            """),
        FurnitureKind(
            "wall_lamp", .lighting, .wallLamp, .wall, .againstWall, "brass",
            (0.2, 0.18, 0.32), (0.08, 0.06, 0.1), (1.2, 0.35, 0.6),
            """
            wall sconce, sconce, wall light, wall lantern, picture light, neon sign, vanity light, torch
            """),
        FurnitureKind(
            "candle", .lighting, .candle, .surface, .anywhere, "cream",
            (0.12, 0.12, 0.2), (0.05, 0.05, 0.05), (0.4, 0.4, 1.2),
            """
            candle holder, candlestick, scented candle, candelabra, tea light, votive candle, pillar
            candle
            """,
            on: "coffee_table, dining_table, side_table, nightstand, wall_shelf, bathtub"),
    ]

    /// Textiles, plants, pictures and the like.
    static let decoration: [FurnitureKind] = [
        FurnitureKind(
            "rug", .textiles, .rug, .floor, .middle, "blue wool",
            (2.0, 1.4, 0.02), (0.5, 0.4, 0.005), (6.0, 4.5, 0.06),
            """
            area rug, carpet, persian rug, oriental rug, runner, shag rug, plush rug, braided rug, floor
            rug, patterned rug, prayer rug, soft rug, hallway runner, runner rug, bedside rug, sheepskin,
            throw rug, round rug, play rug, plush carpet, accent rug, dance floor
            """,
            flat: true),
        FurnitureKind(
            "curtain", .textiles, .curtain, .wall, .againstWall, "cream linen",
            (1.6, 0.12, 2.3), (0.5, 0.03, 0.6), (5.0, 0.3, 3.5),
            """
            drape, window curtain, blind, window blind, sheer curtain, blackout curtain, window drape,
            drapery, roman shade, velvet curtain, window treatment, tapestry curtain
            """),
        FurnitureKind(
            "plant", .decoration, .plant, .floor, .corner, "terracotta",
            (0.45, 0.45, 1.1), (0.1, 0.1, 0.12), (1.2, 1.2, 2.4),
            """
            potted plant, houseplant, house plant, indoor plant, fern, fiddle leaf fig, snake plant,
            monstera, succulent, cactus, bonsai, bonsai tree, bamboo plant, greenery, flower pot, potted
            flower, orchid, herb garden, planter, plant stand, potted herb, large plant, plant pot,
            flower, lush plant, tropical plant, herb, seedling, garden bed, raised bed, vertical garden,
            flower box, planter box
            """),
        FurnitureKind(
            "tree", .decoration, .tree, .floor, .corner, "terracotta",
            (1.0, 1.0, 1.9), (0.4, 0.4, 0.6), (2.0, 2.0, 3.5),
            """
            christmas tree, palm tree, indoor tree, olive tree, potted tree, palm
            """),
        FurnitureKind(
            "hanging_plant", .decoration, .plant, .ceiling, .corner, "terracotta",
            (0.4, 0.4, 0.8), (0.2, 0.2, 0.3), (0.7, 0.7, 1.4),
            """
            hanging planter, hanging basket
            """),
        FurnitureKind(
            "vase", .decoration, .vase, .surface, .anywhere, "blue ceramic",
            (0.2, 0.2, 0.34), (0.06, 0.06, 0.08), (0.6, 0.6, 1.2),
            """
            flower vase, urn, ceramic vase, pottery, pot, jar, amphora, flower arrangement, bouquet,
            centerpiece, fresh flower, ceramic piece, ceramic pot, decanter, bottle, jug, teapot, tea set,
            pitcher, hookah, ice bucket, mug
            """,
            on: "dining_table, coffee_table, sideboard, console_table, side_table, dresser, kitchen_island"),
        FurnitureKind(
            "mirror", .decoration, .mirror, .wall, .againstWall, "brass",
            (0.7, 0.04, 1.1), (0.25, 0.02, 0.3), (3.0, 0.12, 2.2),
            """
            wall mirror, floor mirror, full length mirror, standing mirror, bathroom mirror, vanity
            mirror, dressing mirror, large mirror, round mirror, makeup mirror, hanging mirror, cheval
            mirror, mirror wall, looking glass
            """),
        FurnitureKind(
            "painting", .decoration, .picture, .wall, .againstWall, "walnut",
            (0.9, 0.04, 0.65), (0.2, 0.01, 0.2), (3.5, 0.1, 2.4),
            """
            picture, wall art, artwork, art, framed print, poster, photo frame, picture frame, photograph,
            framed photo, wall decor, canvas print, art print, wall hanging, tapestry, macrame, mural,
            wall decal, print, family photo, movie poster, framed picture, motivational quote,
            motivational poster, quote, banner, flag, map, world map, diploma, certificate, calendar,
            gallery wall, photo, decal, wall mural, framed poster, anatomical chart, chart, scroll, art
            piece, framed artwork, world map poster
            """),
        FurnitureKind(
            "wall_clock", .decoration, .clock, .wall, .againstWall, "black metal",
            (0.36, 0.05, 0.36), (0.1, 0.02, 0.1), (0.9, 0.15, 1.0),
            """
            clock, alarm clock, cuckoo clock, pendulum clock
            """),
        FurnitureKind(
            "grandfather_clock", .decoration, .wardrobe, .floor, .againstWall, "mahogany",
            (0.5, 0.3, 2.0), (0.35, 0.2, 1.5), (0.7, 0.45, 2.4),
            """
            longcase clock, standing clock, grandmother clock
            """),
        FurnitureKind(
            "book_stack", .decoration, .books, .surface, .anywhere, "red",
            (0.26, 0.2, 0.15), (0.12, 0.1, 0.02), (0.5, 0.4, 0.6),
            """
            book, stack of books, magazine, book pile, pile of books, cookbook, notebook, stack of
            magazines, vinyl record, record collection, record, journal, scrapbook, comic book
            """,
            on: "coffee_table, nightstand, desk, side_table, bookshelf, wall_shelf"),
        FurnitureKind(
            "globe", .decoration, .globe, .surface, .anywhere, "blue",
            (0.34, 0.34, 0.45), (0.15, 0.15, 0.2), (0.8, 0.8, 1.2),
            """
            world globe, terrestrial globe, crystal ball
            """,
            on: "desk, bookshelf, sideboard, side_table"),
        FurnitureKind(
            "water_feature", .decoration, .waterFeature, .floor, .corner, "stone",
            (0.7, 0.7, 0.9), (0.2, 0.2, 0.15), (2.0, 1.5, 2.2),
            """
            fountain, water fountain, indoor fountain, tabletop fountain, waterfall, zen fountain, koi
            pond, wall fountain, indoor waterfall, zen garden, water wall, rock garden, sand garden, bird
            bath, pond
            """),
        FurnitureKind(
            "aquarium", .decoration, .aquarium, .floor, .againstWall, "black wood",
            (1.0, 0.45, 1.2), (0.2, 0.15, 0.2), (2.4, 0.9, 1.8),
            """
            fish tank, fishtank, terrarium, reptile tank, vivarium
            """),
        FurnitureKind(
            "column", .decoration, .column, .floor, .anywhere, "stone",
            (0.4, 0.4, 2.4), (0.15, 0.15, 0.8), (0.9, 0.9, 5.0),
            """
            pillar, wooden post, stone pillar, stone column
            """),
        FurnitureKind(
            "door", .decoration, .door, .wall, .againstWall, "white wood",
            (0.9, 0.08, 2.05), (0.6, 0.03, 1.8), (3.0, 0.2, 2.6),
            """
            front door, sliding door, glass door, barn door, gate, french door
            """),
        FurnitureKind(
            "window", .decoration, .window, .wall, .againstWall, "white wood",
            (1.3, 0.1, 1.3), (0.4, 0.03, 0.4), (5.0, 0.5, 3.0),
            """
            bay window, large window, floor to ceiling window, stained glass window, picture window, small
            window
            """),
        FurnitureKind(
            "decorative_tray", .decoration, .chest, .surface, .anywhere, "walnut",
            (0.36, 0.26, 0.08), (0.06, 0.06, 0.02), (0.6, 0.45, 0.4),
            """
            tray, serving tray, desk organizer, organizer, pen holder, jewelry box, tissue box, soap
            dispenser, toiletry, makeup organizer, spa product, remote control, knife block, cutting
            board, utensil holder
            """,
            on: "coffee_table, desk, dresser, kitchen_counter, ottoman, vanity"),
    ]
}
