extension FurnitureKind {
    /// Kitchens, bakeries and dining.
    static let kitchenware: [FurnitureKind] = [
        FurnitureKind(
            "fridge", .kitchen, .fridge, .floor, .againstWall, "stainless steel",
            (0.75, 0.7, 1.8), (0.45, 0.45, 0.6), (1.2, 0.95, 2.2),
            """
            refrigerator, freezer, fridge freezer, mini fridge, wine fridge, wine cooler, beverage cooler,
            icebox, ice machine, cooler, walk in fridge
            """),
        FurnitureKind(
            "stove", .kitchen, .stove, .floor, .againstWall, "stainless steel",
            (0.65, 0.65, 0.92), (0.45, 0.45, 0.6), (1.6, 1.2, 1.8),
            """
            oven, range, cooker, gas stove, cooktop, stovetop, kitchen stove, gas range, pizza oven,
            baking oven, wood fired oven, bread oven, kiln, hob, grill, barbecue, barbecue grill, bbq,
            smoker
            """),
        FurnitureKind(
            "dishwasher", .kitchen, .washingMachine, .floor, .againstWall, "stainless steel",
            (0.6, 0.6, 0.85), (0.42, 0.5, 0.75), (0.7, 0.7, 0.95),
            """
            dish washer
            """),
        FurnitureKind(
            "kitchen_sink", .kitchen, .sinkCabinet, .floor, .againstWall, "white wood",
            (0.9, 0.6, 0.95), (0.4, 0.4, 0.75), (2.0, 0.8, 1.2),
            """
            sink, farmhouse sink, utility sink, sink unit, apron sink, laundry sink, potting sink, shampoo
            station
            """),
        FurnitureKind(
            "kitchen_counter", .kitchen, .counter, .floor, .againstWall, "white wood",
            (2.0, 0.62, 0.9), (0.6, 0.4, 0.75), (4.5, 0.8, 1.1),
            """
            counter, countertop, granite countertop, marble countertop, kitchen countertop, worktop,
            counter top, work surface, food prep station, prep station, kitchenette, workstation counter,
            coffee station, coffee bar
            """),
        FurnitureKind(
            "kitchen_island", .kitchen, .island, .floor, .middle, "white wood",
            (1.6, 0.85, 0.92), (0.9, 0.55, 0.8), (3.2, 1.4, 1.15),
            """
            island, kitchen island counter, center island, centre island, butcher block, prep table,
            breakfast bar, island counter, baking table, kneading table
            """),
        FurnitureKind(
            "kitchen_cabinet", .kitchen, .cabinet, .floor, .againstWall, "white wood",
            (1.2, 0.6, 0.9), (0.4, 0.3, 0.5), (3.5, 0.75, 2.4),
            """
            base cabinet, pantry, pantry cabinet, pantry shelf, larder, kitchen cupboard, wall cupboard,
            upper cabinet, tall cabinet, cabinetry, kitchen cabinetry
            """),
        FurnitureKind(
            "range_hood", .kitchen, .rangeHood, .wall, .againstWall, "stainless steel",
            (0.75, 0.5, 0.65), (0.45, 0.3, 0.2), (1.2, 0.8, 1.1),
            """
            extractor hood, hood, cooker hood, vent hood, exhaust hood, kitchen hood, exhaust fan
            """),
        FurnitureKind(
            "microwave", .kitchen, .smallAppliance, .surface, .againstWall, "black metal",
            (0.5, 0.38, 0.3), (0.35, 0.28, 0.2), (0.65, 0.5, 0.45),
            """
            microwave oven, toaster oven
            """,
            on: "kitchen_counter, kitchen_cabinet, kitchen_island, dining_table"),
        FurnitureKind(
            "coffee_machine", .kitchen, .smallAppliance, .surface, .againstWall, "black metal",
            (0.32, 0.4, 0.4), (0.18, 0.18, 0.22), (0.9, 0.65, 0.6),
            """
            coffee maker, espresso machine, espresso maker, coffee grinder, coffee brewer, tea maker,
            samovar
            """,
            on: "kitchen_counter, bar_counter, kitchen_island, sideboard, reception_desk, dining_table"),
        FurnitureKind(
            "toaster", .kitchen, .smallAppliance, .surface, .againstWall, "red metal",
            (0.32, 0.24, 0.28), (0.15, 0.12, 0.15), (0.6, 0.6, 0.6),
            """
            kettle, blender, mixer, stand mixer, food processor, air fryer, rice cooker, popcorn machine,
            kitchen appliance, juicer
            """,
            on: "kitchen_counter, kitchen_island, kitchen_cabinet, dining_table"),
        FurnitureKind(
            "fruit_bowl", .kitchen, .bowl, .surface, .middle, "white ceramic",
            (0.32, 0.32, 0.14), (0.15, 0.15, 0.06), (0.5, 0.5, 0.3),
            """
            bowl, fruit basket, salad bowl, singing bowl, tibetan singing bowl, serving bowl, bread basket
            """,
            on: "dining_table, kitchen_island, coffee_table, kitchen_counter, round_table"),
        FurnitureKind(
            "pot_rack", .kitchen, .potRack, .ceiling, .middle, "black metal",
            (1.0, 0.5, 0.55), (0.5, 0.3, 0.3), (1.6, 0.8, 0.9),
            """
            hanging pot rack, hanging rack, pan rack, ceiling rack
            """),
        FurnitureKind(
            "trash_can", .kitchen, .cylinder, .floor, .corner, "grey metal",
            (0.32, 0.32, 0.55), (0.18, 0.18, 0.2), (0.6, 0.6, 1.0),
            """
            trash bin, garbage can, waste bin, wastebasket, waste basket, rubbish bin, recycling bin,
            dustbin, garbage bin
            """),
        FurnitureKind(
            "serving_cart", .kitchen, .rack, .floor, .anywhere, "brass",
            (0.75, 0.42, 0.85), (0.4, 0.3, 0.6), (1.2, 0.7, 1.2),
            """
            bar cart, trolley, tea cart, kitchen cart, cart, tool cart, supply cart, drinks trolley, book
            cart, utility cart, salon trolley, medical cart
            """),
        FurnitureKind(
            "bar_counter", .commercial, .receptionDesk, .floor, .anywhere, "walnut",
            (2.2, 0.65, 1.1), (1.0, 0.45, 0.9), (5.0, 1.0, 1.3),
            """
            bar, home bar, wet bar, cocktail bar, juice bar, salad bar, sushi counter, bar table
            """),
    ]

    /// Bathrooms, laundries and spas.
    static let bathing: [FurnitureKind] = [
        FurnitureKind(
            "bathtub", .bathroom, .bathtub, .floor, .againstWall, "white ceramic",
            (1.7, 0.8, 0.6), (0.5, 0.45, 0.35), (2.4, 2.2, 1.0),
            """
            bath tub, tub, soaking tub, freestanding tub, clawfoot tub, claw foot tub, bath, jacuzzi, hot
            tub, whirlpool, whirlpool tub, jetted tub, plunge pool, foot bath, foot spa, pedicure tub
            """),
        FurnitureKind(
            "shower", .bathroom, .shower, .floor, .corner, "glass",
            (0.95, 0.95, 2.1), (0.7, 0.7, 1.8), (2.0, 1.6, 2.5),
            """
            shower cabin, shower stall, shower enclosure, walk in shower, steam shower, shower cubicle,
            rain shower, rainfall shower, glass shower, steam room, glass enclosed shower
            """),
        FurnitureKind(
            "toilet", .bathroom, .toilet, .floor, .againstWall, "white ceramic",
            (0.4, 0.68, 0.78), (0.32, 0.45, 0.38), (0.55, 0.85, 1.1),
            """
            wc, water closet, lavatory, commode toilet, bidet, urinal
            """),
        FurnitureKind(
            "bathroom_sink", .bathroom, .pedestalSink, .floor, .againstWall, "white ceramic",
            (0.6, 0.5, 0.9), (0.35, 0.3, 0.7), (1.2, 0.65, 1.1),
            """
            washbasin, wash basin, basin, pedestal sink, vessel sink, hand basin
            """),
        FurnitureKind(
            "sink_cabinet", .bathroom, .sinkCabinet, .floor, .againstWall, "oak",
            (1.0, 0.52, 0.9), (0.5, 0.4, 0.7), (2.0, 0.7, 1.1),
            """
            bathroom vanity, vanity sink, vanity unit, double vanity, double sink vanity, sink vanity,
            bathroom cabinet, vanity cabinet, double sink
            """),
        FurnitureKind(
            "towel_rack", .bathroom, .towelRack, .wall, .againstWall, "chrome",
            (0.65, 0.18, 0.9), (0.3, 0.05, 0.1), (1.2, 0.5, 1.8),
            """
            towel rail, towel bar, heated towel rail, towel holder, towel stand, towel, towel warmer,
            drying rack, towel ladder, clothes dryer rack, drying line
            """),
        FurnitureKind(
            "medicine_cabinet", .bathroom, .cabinet, .wall, .againstWall, "white wood",
            (0.6, 0.16, 0.7), (0.3, 0.1, 0.4), (1.2, 0.3, 1.0),
            """
            bathroom wall cabinet, mirror cabinet, mirrored cabinet, first aid cabinet, key cabinet
            """),
        FurnitureKind(
            "washing_machine", .bathroom, .washingMachine, .floor, .againstWall, "white",
            (0.6, 0.6, 0.86), (0.4, 0.45, 0.7), (0.75, 0.8, 1.9),
            """
            washer, clothes washer, laundry machine, dryer, tumble dryer, clothes dryer, washer dryer
            """),
        FurnitureKind(
            "ironing_board", .bathroom, .table, .floor, .anywhere, "blue fabric",
            (1.3, 0.38, 0.9), (0.8, 0.25, 0.7), (1.6, 0.5, 1.0),
            """
            folding board, iron board
            """),
        FurnitureKind(
            "massage_table", .bathroom, .massageTable, .floor, .middle, "cream leather",
            (0.75, 1.9, 0.72), (0.55, 1.6, 0.5), (1.0, 2.2, 1.0),
            """
            massage bed, treatment table, treatment bed, spa bed, massage couch, facial bed, examination
            table, exam table, examination bed, therapy table, spa table, treatment chair, dental chair,
            tattoo chair, operating table
            """),
        FurnitureKind(
            "sauna", .bathroom, .wardrobe, .floor, .corner, "pine",
            (1.6, 1.3, 2.0), (0.9, 0.9, 1.8), (3.0, 2.5, 2.4),
            """
            sauna cabin, infrared sauna
            """),
        FurnitureKind(
            "radiator", .bathroom, .radiator, .floor, .againstWall, "white metal",
            (1.0, 0.14, 0.6), (0.25, 0.08, 0.3), (2.0, 0.6, 1.8),
            """
            heater, space heater, water heater, boiler, air conditioner, heating unit, portable heater,
            air purifier, humidifier, dehumidifier
            """),
        FurnitureKind(
            "aroma_diffuser", .decoration, .vase, .surface, .anywhere, "white ceramic",
            (0.15, 0.15, 0.22), (0.06, 0.06, 0.06), (0.4, 0.4, 0.5),
            """
            diffuser, oil diffuser, essential oil diffuser, incense burner, incense holder, incense, oil
            burner, aromatherapy diffuser, wax warmer
            """,
            on: "side_table, nightstand, sideboard, wall_shelf, bookshelf"),
    ]
}
