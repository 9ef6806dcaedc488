extension FurnitureKind {
    /// Gyms, playrooms and music.
    static let leisure: [FurnitureKind] = [
        FurnitureKind(
            "treadmill", .exercise, .treadmill, .floor, .anywhere, "black metal",
            (0.8, 1.75, 1.4), (0.6, 1.2, 0.9), (1.0, 2.2, 1.8),
            """
            running machine, walking pad, elliptical, elliptical machine, elliptical trainer, stair
            climber
            """),
        FurnitureKind(
            "exercise_bike", .exercise, .exerciseBike, .floor, .anywhere, "black metal",
            (0.55, 1.1, 1.25), (0.45, 0.8, 0.7), (1.6, 2.5, 2.2),
            """
            stationary bike, spin bike, cycling machine, spinning bike, rowing machine, rower, exercise
            machine, gym machine, leg press, cable machine, multi gym, fitness equipment, exercise
            equipment, gym equipment
            """),
        FurnitureKind(
            "dumbbell_rack", .exercise, .dumbbells, .floor, .againstWall, "black metal",
            (1.2, 0.5, 0.8), (0.3, 0.2, 0.2), (2.4, 1.6, 2.4),
            """
            dumbbell, weight rack, weight, kettlebell, free weight, barbell, weight set, kettlebell rack,
            squat rack, power rack, weightlifting rack, medicine ball rack, yoga block
            """),
        FurnitureKind(
            "weight_bench", .exercise, .massageTable, .floor, .anywhere, "black leather",
            (0.6, 1.3, 0.5), (0.4, 1.0, 0.4), (1.3, 1.8, 1.3),
            """
            workout bench, bench press, gym bench, exercise bench, training bench
            """),
        FurnitureKind(
            "yoga_mat", .exercise, .mat, .floor, .middle, "lavender rubber",
            (0.65, 1.8, 0.02), (0.4, 0.4, 0.005), (3.0, 3.0, 0.1),
            """
            exercise mat, mat, floor mat, soft mat, meditation mat, tatami mat, tatami, play mat, gym mat,
            workout mat, foam mat, wrestling mat, tumbling mat, pilates mat, judo mat, padded mat, bath
            mat, door mat, doormat
            """,
            flat: true),
        FurnitureKind(
            "exercise_ball", .exercise, .ball, .floor, .corner, "blue rubber",
            (0.65, 0.65, 0.65), (0.15, 0.15, 0.15), (0.9, 0.9, 0.9),
            """
            yoga ball, gym ball, stability ball, ball, medicine ball, basketball, beach ball, soccer ball
            """),
        FurnitureKind(
            "punching_bag", .exercise, .punchingBag, .ceiling, .corner, "black leather",
            (0.38, 0.38, 1.5), (0.25, 0.25, 0.8), (0.7, 0.7, 2.4),
            """
            boxing bag, heavy bag, speed bag, sand bag
            """),
        FurnitureKind(
            "pool_table", .play, .poolTable, .floor, .middle, "walnut",
            (2.5, 1.4, 0.82), (1.2, 0.6, 0.7), (3.2, 1.8, 1.0),
            """
            billiard table, billiards table, snooker table, foosball table, air hockey table, table
            football, ping pong table, table tennis table, tennis table, foosball, billiards, shuffleboard
            table
            """),
        FurnitureKind(
            "toy_box", .play, .chest, .floor, .againstWall, "yellow",
            (0.8, 0.42, 0.45), (0.15, 0.15, 0.1), (1.3, 0.9, 0.8),
            """
            toy chest, toy storage, toy bin box, toy organizer, toy, building block, train set, lego
            table, stuffed animal, teddy bear, toy car, puzzle, board game, toy train
            """),
        FurnitureKind(
            "play_tent", .play, .tent, .floor, .corner, "cream fabric",
            (1.2, 1.2, 1.5), (0.8, 0.8, 0.9), (2.2, 2.2, 2.3),
            """
            tent, teepee, tipi, canopy tent, fort, reading tent, play house, playhouse, play fort
            """),
        FurnitureKind(
            "slide", .play, .slide, .floor, .corner, "yellow plastic",
            (0.6, 1.6, 1.0), (0.4, 0.8, 0.3), (2.5, 2.8, 2.2),
            """
            play slide, indoor slide, climbing frame, climbing wall, jungle gym, play structure, rock
            wall, ball pit, trampoline
            """),
        FurnitureKind(
            "doll_house", .play, .dollHouse, .floor, .againstWall, "pink",
            (0.8, 0.4, 0.95), (0.3, 0.2, 0.3), (1.4, 0.7, 1.4),
            """
            dollhouse, play kitchen, toy kitchen, puppet theater, puppet theatre
            """),
        FurnitureKind(
            "kids_table", .play, .table, .floor, .middle, "yellow",
            (0.8, 0.6, 0.5), (0.5, 0.4, 0.35), (1.4, 1.1, 0.65),
            """
            children table, childrens table, play table, toddler table, small kids table, water table,
            train table
            """),
        FurnitureKind(
            "bicycle", .play, .bicycle, .floor, .againstWall, "red metal",
            (0.5, 1.7, 1.05), (0.4, 1.0, 0.7), (0.9, 2.2, 1.3),
            """
            bike, mountain bike, scooter, motorcycle, bike rack, bike stand
            """),
        FurnitureKind(
            "piano", .music, .piano, .floor, .againstWall, "black wood",
            (1.5, 0.62, 1.2), (1.2, 0.35, 0.8), (1.7, 0.8, 1.5),
            """
            upright piano, electric piano, digital piano, organ, harpsichord
            """),
        FurnitureKind(
            "grand_piano", .music, .grandPiano, .floor, .middle, "black wood",
            (1.5, 1.8, 1.0), (1.35, 1.3, 0.9), (1.7, 2.9, 1.5),
            """
            baby grand piano, baby grand, concert piano, concert grand piano
            """),
        FurnitureKind(
            "guitar", .music, .guitar, .floor, .corner, "pine",
            (0.4, 0.35, 1.05), (0.2, 0.1, 0.5), (0.9, 0.7, 1.9),
            """
            electric guitar, acoustic guitar, guitar stand, violin, cello, bass guitar, double bass, harp,
            ukulele, musical instrument, instrument, sitar, banjo
            """),
        FurnitureKind(
            "drum_kit", .music, .drums, .floor, .corner, "red metal",
            (1.5, 1.2, 1.1), (0.35, 0.35, 0.4), (2.2, 1.8, 1.5),
            """
            drum set, drum, percussion set, conga, gong, drumset
            """),
        FurnitureKind(
            "sound_panel", .music, .board, .wall, .againstWall, "grey fabric",
            (1.2, 0.06, 0.6), (0.3, 0.02, 0.3), (3.0, 0.15, 2.4),
            """
            acoustic panel, soundproof panel, soundproofing panel, soundproofing, acoustic foam, sound
            absorber, foam panel, wall panel
            """),
    ]
}
