extension WishWriter {
    /// The voices. Bound from outside: `room` and `list` (the things named).
    package static let grammar = WishGrammar(
        """
        bare = {a room}. | {a room} {tail}. | {ask} {a room} {tail}. | {a room}. {aside} | {room} | {style} {room}
        | {ask} {a room}. {aside} | {opener} {ask} {a room} {tail}. | {a room}, {mood}. | {question}
        | {aside} {ask} {a room}. | {a room} {purpose}. | {ask} {a room} {purpose}. {aside} | {room}, {style}, {mood}
        furnished = {a room} with {list}. | {a room} with {list} {tail}. | {ask} {a room} with {list}.
        | {ask} {a room}. {it needs} {list}. | {ask} {a room} {purpose}. {it needs} {list}. | {room}: {list}
        | {room} with {list} | {style} {room}, {list} | {a room} featuring {list}. {aside}
        | {opener} {ask} {a room} with {list}. | {a room}. {it needs} {list}. {aside} | {question with}
        | {list} in {a room}. | {a room} {purpose}, with {list}. | {aside} {a room} with {list}, {mood}.
        | {ask} {a room} {tail}. {it needs} {list}. {aside} | {a room} furnished with {list}.
        | {a room} that has {list}. | {a room}, complete with {list}. | {a room} where {list} {stand}.
        | {a room} filled with {light}, {list}. | {ask} {list} for {a room}. | {room} - {list} - {style}
        | for {someone}: {a room} with {list}. | {a room} with {list}. {not}

        a room = a {room} | a {style} {room} | a {mood word} {room} | a {mood word}, {style} {room} | a {size} {room}
        | a {size} {style} {room} | the {room} | our {room} | a {room} in {style} style | a {mood word} {room}
        ask = design | create | furnish | arrange | plan | set up | lay out | please furnish | please design
        | I need | I want | I would like | we need | we would like | make me | help me plan | give me | show me | build
        | think of | imagine | picture | can you do
        opener = hello! | hi, | so, | ok, | for a game level, | for a film set, | for our new flat, | dear designer,
        | we have just moved. | as a surprise for {someone}, | on a budget, | quick one: | for a catalogue photo,
        question = could you {verb} {a room} {purpose}? | what would {a room} look like {tail}?
        | how would you {verb} {a room}? | can you {verb} {a room} for {someone}?
        question with = could you {verb} {a room} with {list}? | how would you {verb} {a room} with {list}?
        | can you fit {list} into {a room}? | what about {a room} with {list}?
        verb = furnish | arrange | design | plan | lay out | set up
        it needs = it should have | it needs | include | there must be | put in | we own | I already have | please use
        | there should be | don't forget | it has | it contains | place | add
        stand = stand together | find their place | are at hand | leave room to walk | fit well
        purpose = for {someone} | for {activity} | where {someone} can {do} | made for {activity} | to {do} in
        someone = a family of four | my grandmother | two students | a young couple | a toddler | a retired teacher
        | guests | a musician | a busy parent | our cat | a small team | a collector | three flatmates | a writer
        | my brother | the whole crew | visitors | a night owl | people in a hurry
        activity = long evenings | quiet mornings | reading | board games | movie nights | working late | large dinners
        | short breaks | sewing | remote meetings | slow breakfasts | winter days | parties | homework | yoga
        do = read | rest | work | meet friends | cook | listen to records | play | store everything | paint | sleep
        | think | talk | dance | repair things
        style = {plain style} | {plain style} | {plain style}-inspired | very {plain style}
        plain style = modern | rustic | minimalist | scandinavian | industrial | vintage | bohemian | classic
        | coastal | art deco | mid-century | farmhouse | traditional | contemporary | elegant | japanese | victorian
        | mediterranean | gothic | retro | nordic | tropical | luxurious | eclectic | zen | medieval | futuristic
        mood word = cozy | calm | bright | dark | airy | cheerful | serene | quiet | lively | inviting | tidy | warm
        | simple | romantic | playful | spacious | sleek | charming | dreamy | sober | peaceful | whimsical | sunny
        mood = calm and bright | warm but not dark | nothing too fancy | easy to clean | with room to breathe
        | full of character | a little crowded | as open as possible | quiet in colour | in earthy tones | in pastels
        size = small | tiny | large | big | narrow | long | roomy | generous | compact | square | medium-sized
        tail = - | - | , {mood} | with {light} | , {mood word} and {mood word} | overlooking {view} | near {view}
        | that smells of {smell} | with {sound} in the background | with {walls}
        light = {mood word} light | soft lighting | daylight | the glow of the evening | sunlight from the south
        | dim light | natural light
        view = the harbour | a garden | the old town | snowy hills | a quiet street | the river | rooftops | pine woods
        smell = fresh bread | coffee | lavender | old books | wood and wax | the sea | clean linen
        sound = soft jazz | rain | birdsong | a crackling fire | distant traffic | laughter | a ticking clock
        walls = white walls | exposed brick | wooden panels | pale green walls | high ceilings | a parquet floor
        | patterned tiles | a vaulted ceiling | dark blue walls | concrete walls
        aside = the walls are {colour}. | mornings here are {mood word}. | it smells of {smell}. | you hear {sound}.
        | keep it {mood word}. | nothing should block the way. | we look out on {view}. | the floor is {material}.
        | there is {light}. | money is no object. | {someone} will love it. | the door is on the left.
        | make it feel {mood word} and {mood word}. | leave space to walk. | the budget is {number} thousand.
        | it was a {room} before. | built in {year}. | the rest is up to you. | think of {sound}.
        not = no clutter, please. | nothing on the floor by the door. | keep the middle free.
        | nothing taller than me. | surprise me with the rest. | the rest is up to you.
        number = one | two | three | four | five | ten | 12 | 20
        year = 1890 | 1924 | 1956 | 1973 | 1998 | 2015
        colour = white | grey | cream | pale blue | sage green | dark red | yellow | plum | charcoal
        material = oak | concrete | tile | cork | pine | slate | marble
        look = - | - | - | - | {look word} | {look word} | {look word} {wood}
        look word = small | large | low | tall | old | new | simple | comfortable | sturdy | slim | wide | {wood}
        | {colour} | antique | modern | round | heavy | elegant | second-hand | plain | well-used | bright
        wood = oak | walnut | pine | metal | glass | leather | marble | bamboo | wooden | white | black | rattan
        place = - | - | - | - | - | - | - | in the corner | against the wall | in the middle | by the wall
        | in one corner | in the center | along the wall | somewhere | near the door | under the window
        """)
}
