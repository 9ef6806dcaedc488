extension RoomType {
    /// Rooms to eat out, shop and be served in.
    static let trade: [RoomType] = [
        RoomType(
            "cafe",
            """
            coffee shop, coffeehouse, coffee house, tearoom, bistro, cafeteria, canteen, internet cafe,
            espresso bar, cafe room, coffee bar, juice bar, cat cafe, cafe corner, break room, breakroom,
            lunch room, food court, mess hall
            """,
            """
            bar_counter, round_table/8*4, chair/4*8, coffee_machine, display_counter, bar_stool/8*3, plant,
            pendant_light/10*3, menu_board, painting*2, sofa/30, bookshelf, fridge, trash_can, wall_shelf,
            rug, plant
            """, style: "cozy"),
        RoomType(
            "bakery",
            """
            bakery shop, patisserie, pastry shop, ice cream parlor, ice cream shop, candy store, candy shop,
            confectionery, chocolate shop, chocolaterie, deli, delicatessen, baeckerei, gelateria, sweet
            shop, donut shop
            """,
            """
            display_counter/15*3, reception_desk, bookshelf/12*2, stove, round_table/12*3, chair/6*6,
            menu_board, kitchen_counter, basket*2, coffee_machine, pendant_light*2, plant, trash_can, fridge
            """, style: "rustic"),
        RoomType(
            "bakery kitchen",
            """
            restaurant kitchen, commercial kitchen, industrial kitchen, professional kitchen, hotel kitchen,
            test kitchen
            """,
            """
            stove/10*4, kitchen_counter/12*3, kitchen_sink, fridge/25*2, kitchen_island/20*2, range_hood,
            pot_rack, bookshelf, wall_shelf*2, trash_can, toaster, serving_cart, ceiling_panel*2,
            dishwasher, kitchen_cabinet*2
            """, style: "industrial"),
        RoomType(
            "restaurant",
            """
            diner, pizzeria, steakhouse, trattoria, brasserie, sushi bar, eatery, ramen shop, sushi
            restaurant, fast food restaurant, gastropub, taverna, ristorante, buffet restaurant
            """,
            """
            dining_table/12*4, chair/4*12, reception_desk, bar_counter/30, bar_stool/20*3,
            pendant_light/12*4, painting*2, plant*2, sideboard, wine_rack, candle, rug, curtain,
            wall_lamp*2, coat_rack
            """, style: "elegant"),
        RoomType(
            "bar",
            """
            home bar, cocktail bar, pub, tavern, nightclub, night club, club, cocktail lounge, speakeasy,
            whiskey bar, cigar lounge, saloon, wine bar, taproom, brewery, tiki bar, brewpub, jazz club,
            hookah lounge, rooftop bar, bar room, disco, karaoke room, karaoke bar
            """,
            """
            bar_counter, bar_stool/4*5, wine_rack, wall_shelf, round_table/12*3, chair/8*6, pendant_light*2,
            sofa, painting, armchair, fridge, coffee_table, rug, wall_lamp, plant, speaker
            """),
        RoomType(
            "wine cellar",
            "wine room, wine tasting room, tasting room, wine cave, wine vault, distillery, bodega",
            """
            wine_rack/4*6, round_table, chair/6*4, sideboard, table_lamp, chest, wall_lamp*2, candle, rug,
            bar_stool*2, painting, pendant_light
            """, style: "rustic"),
        RoomType(
            "shop",
            """
            store, boutique, clothing store, bookshop, bookstore, book store, book shop, record store, toy
            store, antique shop, market, gift shop, jewelry store, shoe store, pet shop, pet store,
            supermarket, grocery store, grocery, department store, mall, tienda, fashion boutique, thrift
            store, kiosk, magic shop, convenience store, hardware store, record shop, toy shop, vintage
            shop, apothecary
            """,
            """
            reception_desk, display_counter/12*3, bookshelf/8*4, clothes_rack/12*2, mannequin/12*3, mirror,
            rug, plant, pendant_light*2, bench, ceiling_panel/20*3, painting, wall_shelf, armchair
            """),
        RoomType(
            "salon",
            """
            hair salon, beauty salon, barber shop, barbershop, nail salon, hairdresser, barber, beauty
            parlor, makeup studio, tattoo parlor, tattoo studio, tattoo shop, beauty room, grooming salon
            """,
            """
            styling_station/8*3, salon_chair/8*3, mirror/8*3, reception_desk, sofa, kitchen_sink, sideboard,
            serving_cart, plant, painting, coffee_table, towel_rack, floor_lamp, pendant_light, coat_rack
            """),
        RoomType(
            "bank",
            "post office, ticket office, courtroom, court room, police station, prison cell, airport",
            """
            reception_desk, office_chair, desk/15*4, chair/6*6, filing_cabinet*2, bench*2, plant*2,
            painting, wall_clock, ceiling_panel*2, room_divider, sofa, notice_board
            """, style: "classic"),
    ]
}
