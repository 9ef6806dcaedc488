extension RoomType {
    /// Rooms to work, teach and make things in.
    static let work: [RoomType] = [
        RoomType(
            "office",
            """
            open plan office, coworking space, co working space, workspace, newsroom, startup office, call
            center, open office, business office, tech startup, headquarters, cubicle, buro, buero, bureaux,
            oficina, ufficio, kantoor, kontor, escritorio, executive office, corporate office, work space,
            trading floor, agency, detective agency, law office, incubator
            """,
            """
            desk/9*8, office_chair/9*8, monitor/9*6, filing_cabinet/25*2, bookshelf, printer, whiteboard,
            plant, trash_can, ceiling_panel/20*4, painting, conference_table/60, sofa/40, table_lamp,
            wall_clock, plant, coat_rack, laptop, fridge/60
            """),
        RoomType(
            "conference room",
            """
            meeting room, boardroom, board room, seminar room, briefing room, war room, situation room,
            negotiation room, conference hall, council chamber, huddle room
            """,
            """
            conference_table, office_chair/3*10, whiteboard, tv_stand, tv, projector, sideboard, plant,
            painting, ceiling_panel, laptop, coffee_machine, wall_clock, plant, trash_can, rug
            """),
        RoomType(
            "classroom",
            """
            school room, schoolroom, art classroom, lecture room, lecture hall, auditorium, training room,
            klassenzimmer, salle de classe, aula, computer lab, language lab, tutoring room, lecture
            theatre, school, study hall
            """,
            """
            desk/6*9, chair/6*9, whiteboard, lectern, bookshelf, globe, projector, plant, wall_clock,
            painting*2, trash_can, ceiling_panel/20*3, filing_cabinet
            """),
        RoomType(
            "laboratory",
            "lab, science lab, research lab, chemistry lab, test lab, clean room, cleanroom, alchemist's lab",
            """
            workbench/10*4, stool/8*5, computer, monitor, sideboard, kitchen_sink, wall_shelf*2, whiteboard,
            filing_cabinet, trash_can, ceiling_panel/20*3, fridge, office_chair, desk, tool_cabinet
            """, style: "clean"),
        RoomType(
            "control room",
            """
            command center, command centre, server room, data center, data centre, security room, mission
            control, operations center, spaceship bridge, bridge, cockpit, surveillance room, broadcast
            room, radio station, radio studio, observatory, spaceship, space station
            """,
            """
            desk/10*6, office_chair/10*6, monitor/8*8, tv, server_rack/20*4, whiteboard, filing_cabinet,
            ceiling_panel/20*3, plant, computer, sideboard, wall_clock
            """, style: "high-tech"),
        RoomType(
            "workshop",
            """
            work shop, woodworking shop, woodshop, carpentry, carpenter's workshop, machine shop, maker
            space, makerspace, atelier, forge, blacksmith, smithy, repair shop, tinkerer's workshop,
            werkstatt, taller, factory, warehouse, inventor's lab, auto repair shop
            """,
            """
            workbench/10*3, tool_cabinet/12*3, stool/10*3, wall_shelf*2, pegboard, chest, ladder, trash_can,
            bookshelf, table_lamp, ceiling_panel/20*3, basket, fan, radiator
            """, style: "industrial"),
        RoomType(
            "art studio",
            """
            artist's studio, artists studio, artist studio, painting studio, artist's loft, artists loft,
            studio, pottery studio, sculpture studio, design studio, ceramics studio, artist loft, drawing
            studio, craft studio, painter's studio, painters studio, glassblowing studio, architect's
            studio, drafting room
            """,
            """
            easel/12*3, stool/12*3, workbench, bookshelf, table_lamp, painting/8*4, sideboard, plant,
            floor_lamp, mannequin, chest, sofa, rug, wall_shelf, basket, pendant_light
            """, style: "eclectic"),
        RoomType(
            "craft room",
            """
            sewing room, hobby room, fashion studio, tailor shop, tailor's shop, fashion designer's studio,
            fashion designers studio, quilting room, scrapbooking room, needlework room, jewelry workshop,
            yarn room, craft space, weaving room, tailor, seamstress room, fashion design studio, dressmaker
            """,
            """
            workbench, office_chair, desk, sewing_machine, wall_shelf*2, bookshelf, mannequin/8*2, basket,
            stool, table_lamp, sideboard, whiteboard, ironing_board, rug, plant, mirror, pendant_light,
            painting
            """, style: "creative"),
        RoomType(
            "photo studio",
            "photography studio, darkroom, dark room, film studio, tv studio, photo lab, film set",
            """
            backdrop, softbox/8*4, stool, chair, desk, monitor, office_chair, sideboard, sofa, clothes_rack,
            ceiling_panel*2, mirror, plant, wall_shelf, rug
            """),
        RoomType(
            "recording studio",
            """
            music studio, sound studio, podcast studio, control booth, mixing studio, recording booth,
            streaming room, streaming studio, podcast room
            """,
            """
            desk, office_chair, monitor*2, computer, speaker*2, sound_panel*3, keyboard, guitar*2, drum_kit,
            sofa, rug, piano, ceiling_panel, stool, bookshelf, plant, table_lamp
            """),
    ]
}
