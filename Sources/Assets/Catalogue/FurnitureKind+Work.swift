extension FurnitureKind {
    /// Offices, studios, workshops and shops.
    static let working: [FurnitureKind] = [
        FurnitureKind(
            "desk", .tables, .desk, .floor, .againstWall, "oak",
            (1.4, 0.7, 0.75), (0.7, 0.45, 0.65), (2.4, 1.1, 1.25),
            """
            writing desk, office desk, computer desk, standing desk, study desk, work desk, glass desk,
            executive desk, gaming desk, student desk, school desk, teacher desk, l shaped desk, corner
            desk, secretary desk, workstation, computer workstation, study table, writing table, trading
            desk, editing desk, mixing desk, homework station, sewing table, homework desk, roll top desk,
            computer table, study area, secretary
            """),
        FurnitureKind(
            "office_chair", .seating, .officeChair, .floor, .anywhere, "black fabric",
            (0.62, 0.62, 1.05), (0.45, 0.45, 0.75), (0.8, 0.85, 1.35),
            """
            desk chair, swivel chair, ergonomic chair, ergonomic office chair, computer chair, task chair,
            executive chair, rolling chair, work chair, salon chair, barber chair, styling chair, studio
            chair, director chair
            """),
        FurnitureKind(
            "conference_table", .tables, .table, .floor, .middle, "walnut",
            (2.6, 1.15, 0.75), (1.5, 0.8, 0.7), (5.5, 1.8, 0.8),
            """
            meeting table, boardroom table, seminar table, large meeting table
            """),
        FurnitureKind(
            "filing_cabinet", .storage, .drawers, .floor, .againstWall, "grey metal",
            (0.45, 0.6, 1.0), (0.35, 0.4, 0.5), (1.0, 0.75, 1.5),
            """
            file cabinet, office cabinet, document cabinet, pedestal drawer, mobile pedestal, card
            catalog, archive cabinet, flat file, safe
            """),
        FurnitureKind(
            "whiteboard", .decoration, .board, .wall, .againstWall, "white",
            (1.5, 0.05, 1.0), (0.4, 0.02, 0.3), (3.6, 0.12, 2.0),
            """
            white board, chalkboard, blackboard, bulletin board, pin board, notice board, cork board,
            corkboard, pegboard, peg board, smart board, vision board, tool board, dart board, dartboard,
            menu board, scoreboard, chalkboard wall, magnetic board, chalk board
            """),
        FurnitureKind(
            "workbench", .workshop, .workbench, .floor, .againstWall, "pine",
            (1.6, 0.7, 0.9), (0.6, 0.45, 0.6), (2.8, 1.2, 1.1),
            """
            work bench, worktable, work table, potting bench, craft table, crafting table, drafting table,
            drawing table, lab bench, laboratory bench, lab table, art table, potting table, project
            table, assembly table, pottery wheel, tool bench, woodworking bench, cutting table, drafting
            desk, activity table, sewing station, jewelry bench, work station, repair station
            """),
        FurnitureKind(
            "tool_cabinet", .workshop, .drawers, .floor, .againstWall, "red metal",
            (0.9, 0.45, 1.1), (0.3, 0.2, 0.2), (1.8, 0.8, 2.2),
            """
            tool chest, tool box, toolbox, tool rack, tool storage, tool organizer, supply cabinet, art
            supply cabinet, storage rack, utility shelf, metal shelf, garage shelf, utility shelving,
            supply shelf
            """),
        FurnitureKind(
            "sewing_machine", .workshop, .smallAppliance, .surface, .anywhere, "white",
            (0.42, 0.2, 0.3), (0.25, 0.15, 0.15), (0.6, 0.45, 0.45),
            """
            typewriter, label maker, embroidery machine
            """,
            on: "desk, workbench, dining_table"),
        FurnitureKind(
            "easel", .workshop, .easel, .floor, .anywhere, "pine",
            (0.65, 0.6, 1.65), (0.4, 0.35, 1.0), (1.1, 1.0, 2.3),
            """
            painting easel, art easel, canvas, flip chart, artist easel, canvas stand, drawing board,
            music stand
            """),
        FurnitureKind(
            "ladder", .workshop, .ladder, .floor, .againstWall, "oak",
            (0.45, 0.5, 2.0), (0.35, 0.15, 1.0), (0.8, 1.2, 3.0),
            """
            rolling ladder, library ladder, step ladder, rolling library ladder, stepladder, blanket
            ladder
            """),
        FurnitureKind(
            "display_counter", .commercial, .displayCase, .floor, .anywhere, "white wood",
            (1.5, 0.65, 1.2), (0.5, 0.4, 0.8), (3.5, 1.0, 2.1),
            """
            display case, glass display, glass display case, showcase, vitrine, pastry case, pastry
            display, bakery counter, bakery case, jewelry case, display stand, display table, product
            display, glass case, glass cabinet, exhibit case, deli counter, dessert display, museum case,
            exhibit
            """),
        FurnitureKind(
            "reception_desk", .commercial, .receptionDesk, .floor, .anywhere, "walnut",
            (1.8, 0.75, 1.1), (0.6, 0.45, 0.9), (4.0, 1.2, 1.3),
            """
            reception counter, front desk, checkout counter, cash counter, service counter, checkout desk,
            host stand, cash register, information desk, help desk, sales counter, podium, lectern,
            cashier counter, ticket booth, dj booth, pulpit, altar
            """),
        FurnitureKind(
            "vending_machine", .commercial, .fridge, .floor, .againstWall, "red metal",
            (0.85, 0.8, 1.8), (0.5, 0.5, 1.2), (1.2, 1.4, 2.1),
            """
            snack machine, soda machine, arcade machine, arcade cabinet, arcade game, pinball machine,
            jukebox, atm, slot machine, retro arcade machine, photo booth, ticket machine
            """),
        FurnitureKind(
            "mannequin", .decoration, .statue, .floor, .corner, "stone",
            (0.45, 0.4, 1.65), (0.08, 0.08, 0.12), (1.2, 1.2, 2.4),
            """
            dress form, dressmaker dummy, sculpture, statue, buddha statue, bust, buddha, art
            installation, totem, figurine, stone statue, trophy, sculptural piece, armor
            """),
        FurnitureKind(
            "tripod", .electronics, .tripod, .floor, .anywhere, "black metal",
            (0.7, 0.7, 1.5), (0.3, 0.3, 0.5), (1.2, 1.2, 2.2),
            """
            camera tripod, camera, telescope, studio light, softbox, light stand, ring light, spotlight
            stand, camera stand, microphone stand, video camera
            """),
        FurnitureKind(
            "server_rack", .electronics, .fridge, .floor, .againstWall, "black metal",
            (0.6, 0.9, 1.9), (0.45, 0.5, 0.6), (1.2, 1.2, 2.2),
            """
            server, server cabinet, network rack, data rack, mainframe
            """),
    ]

    /// Screens, speakers and computers.
    static let electronics: [FurnitureKind] = [
        FurnitureKind(
            "tv", .electronics, .screen, .surface, .againstWall, "black plastic",
            (1.25, 0.08, 0.74), (0.5, 0.03, 0.3), (2.2, 0.35, 1.3),
            """
            television, flat screen tv, flat screen, smart tv, big screen tv, large screen tv, large tv,
            wall mounted tv, home theater screen, large screen, big screen, tv screen
            """,
            on: "tv_stand, sideboard, dresser, console_table"),
        FurnitureKind(
            "monitor", .electronics, .screen, .surface, .anywhere, "black plastic",
            (0.62, 0.2, 0.45), (0.35, 0.03, 0.25), (1.2, 0.35, 0.7),
            """
            computer monitor, display monitor, screen, dual monitor, computer screen, display screen,
            ultrawide monitor, trading monitor, display
            """,
            on: "desk, workbench, conference_table, reception_desk"),
        FurnitureKind(
            "laptop", .electronics, .laptop, .surface, .anywhere, "grey metal",
            (0.35, 0.26, 0.24), (0.22, 0.16, 0.01), (0.45, 0.4, 0.35),
            """
            notebook computer, tablet, computer laptop
            """,
            on: "desk, dining_table, coffee_table, workbench, conference_table"),
        FurnitureKind(
            "computer", .electronics, .computer, .surface, .anywhere, "black plastic",
            (0.4, 0.36, 0.22), (0.15, 0.15, 0.04), (1.2, 0.8, 0.6),
            """
            pc, desktop computer, computer tower, gaming pc, gaming console, game console, high tech
            computer, router, console gaming, dvd player, radio, record player, turntable, stereo,
            amplifier, receiver, music player, vinyl player, phonograph, gramophone, audio mixer, mixing
            console, audio interface, soundboard, cash box, telephone
            """,
            on: "desk, tv_stand, sideboard, bookshelf, console_table"),
        FurnitureKind(
            "keyboard", .electronics, .block, .surface, .anywhere, "black plastic",
            (0.45, 0.15, 0.03), (0.28, 0.1, 0.015), (1.4, 0.4, 0.15),
            """
            computer keyboard, digital keyboard, synthesizer, midi keyboard
            """,
            on: "desk, workbench"),
        FurnitureKind(
            "printer", .electronics, .printer, .surface, .anywhere, "white",
            (0.48, 0.42, 0.35), (0.3, 0.3, 0.15), (1.2, 0.9, 1.3),
            """
            3d printer, copier, photocopier, scanner, laser cutter, fax machine, copy machine
            """,
            on: "filing_cabinet, desk, sideboard, workbench"),
        FurnitureKind(
            "speaker", .electronics, .speaker, .floor, .corner, "black wood",
            (0.26, 0.3, 0.95), (0.1, 0.08, 0.08), (1.2, 0.6, 1.5),
            """
            loudspeaker, surround speaker, sound system, bookshelf speaker, floor speaker, subwoofer,
            monitor speaker, studio monitor, pa speaker, surround sound speaker, soundbar, sound bar,
            music system, home audio
            """),
        FurnitureKind(
            "projector", .electronics, .projector, .ceiling, .middle, "white",
            (0.4, 0.35, 0.3), (0.2, 0.2, 0.08), (0.6, 0.5, 0.6),
            """
            video projector, ceiling projector, home projector
            """),
        FurnitureKind(
            "projector_screen", .electronics, .projectorScreen, .wall, .againstWall, "white fabric",
            (2.4, 0.08, 1.5), (1.2, 0.02, 0.8), (6.0, 0.3, 3.5),
            """
            projection screen, movie screen, cinema screen, large projection screen, green screen,
            backdrop, photo backdrop
            """),
        FurnitureKind(
            "fan", .electronics, .floorLamp, .floor, .corner, "white",
            (0.42, 0.4, 1.2), (0.2, 0.2, 0.25), (0.6, 0.6, 1.6),
            """
            floor fan, standing fan, pedestal fan, desk fan
            """),
    ]
}
