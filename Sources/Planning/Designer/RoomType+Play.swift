extension RoomType {
    /// Rooms for sport, games, music and feasts.
    static let play: [RoomType] = [
        RoomType(
            "gym",
            """
            home gym, fitness room, fitness center, fitness studio, fitness centre, exercise room, workout
            room, weight room, dojo, boxing gym, crossfit gym, dance studio, ballet studio, martial arts
            studio, fitnessstudio, gimnasio, gymnasium, training hall, fitness area, dance room
            """,
            """
            treadmill/12*4, exercise_bike/14*3, weight_bench, dumbbell_rack, yoga_mat/15*3, mirror*2,
            exercise_ball, tv, punching_bag, bench, fan, ceiling_panel, speaker, basket, fridge, wall_clock,
            plant
            """),
        RoomType(
            "music room",
            "piano room, instrument room, concert room, rehearsal room, practice room, band room",
            """
            piano, stool, guitar*2, drum_kit, speaker*2, music_stand, bookshelf, armchair, rug, chair*2,
            sound_panel*2, side_table, floor_lamp, painting, plant, pendant_light, sofa
            """, style: "eclectic"),
        RoomType(
            "game room",
            """
            games room, gaming room, billiard room, billiards room, pool room, entertainment room, arcade,
            poker room, card room, gaming den, gaming setup, esports room, casino, bowling alley, party
            room, vr room
            """,
            """
            pool_table/18, sofa, tv_stand, tv, bean_bag/12*3, arcade_machine/15*3, round_table, chair*4,
            bar_stool*2, fridge, painting*2, rug, bookshelf, ceiling_panel, speaker, coffee_table,
            dartboard, plant
            """),
        RoomType(
            "home cinema",
            """
            home theater, home theatre, media room, cinema, movie room, tv room, theater, theatre, screening
            room, movie theater, movie theatre, theater room, theatre room, home cinema room, opera house
            """,
            """
            projector_screen, armchair/6*6, projector, speaker*2, sofa/20, side_table/10*3, rug, sideboard,
            coffee_table, sound_panel*2, wall_lamp*2, serving_cart, painting*2, curtain, plant, ottoman
            """),
        RoomType(
            "ballroom",
            """
            event space, event hall, dance hall, grand hall, throne room, wedding hall, reception hall,
            barn, event venue, party hall, great hall, concert hall, castle hall, palace, wedding venue,
            venue, function room, masquerade
            """,
            """
            chandelier/40*3, grand_piano, stool, round_table/40*2, chair/10*8, column/40*4, curtain/30*4,
            mirror*2, sofa, console_table*2, painting*2, rug, plant/30*4, armchair*2, vase*2, wall_lamp*4
            """, style: "elegant"),
        RoomType(
            "museum",
            """
            art gallery, gallery, exhibition, exhibition hall, exhibition room, exhibit, showroom,
            exhibition space, museum hall, gallery room, gallery space, galerie, museo, sculpture gallery,
            aquarium hall
            """,
            """
            painting/6*8, sculpture/15*4, bench/20*2, display_counter/15*3, ceiling_panel/12*4, column/20*3,
            plant*2, reception_desk/40, rug, sofa/60
            """, style: "contemporary"),
        RoomType(
            "swimming pool room", "indoor pool, pool house, swimming pool, natatorium, pool area, poolside",
            """
            hot_tub, chaise_longue/10*4, side_table*2, plant/10*4, towel_rack, shower, bench, basket,
            water_feature, ceiling_panel, wall_lamp
            """),
        RoomType(
            "stage", "backstage, green room, theater stage, makeup room, vanity room, rehearsal stage",
            """
            vanity, stool, mirror, clothes_rack, sofa, coffee_table, speaker*2, spotlight_stand*2, chair*2,
            rug, plant, sideboard, wall_lamp, painting
            """),
    ]
}
