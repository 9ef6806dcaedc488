// The carrying of light, written once over vectors of four; light.c includes this file once for each instruction set.

typedef float NAME(colour) __attribute__((ext_vector_type(4)));
typedef float NAME(harmonics) __attribute__((ext_vector_type(16), aligned(16)));

// One cube: what arrives is added to its harmonics, and what its content lets on or throws back is passed on.
static ALWAYS_INLINE void NAME(carry_cube)(
    const NAME(colour) *const *sources, const float *shares, int taps, const NAME(harmonics) *slopes, size_t place,
    const NAME(colour) *thrown, NAME(harmonics) *target, NAME(colour) *passing
) {
    NAME(colour) arrived = sources[0][place] * shares[0];
    for (int tap = 1; tap < taps; tap++) arrived = FMA(sources[tap][place], (NAME(colour))(shares[tap]), arrived);
    const NAME(harmonics) wide = __builtin_shufflevector(arrived, arrived, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
    target[place] = FMA(wide, *slopes, target[place]);
    const NAME(colour) content = thrown[place];
    passing[place] = FMA(content - arrived, (NAME(colour))(content.w), arrived);
}

// A constant number of taps lets the compiler unroll them.
static ALWAYS_INLINE void NAME(carry_layer)(
    int taps, const ck_light_way *way, const int32_t count[3], const NAME(colour) *const *sources, const NAME(colour) *thrown,
    NAME(harmonics) *target, NAME(colour) *passing
) {
    NAME(harmonics) slopes;
    for (int i = 0; i < 16; i++) slopes[i] = way->slopes[i / 4];
    const int is_back_x = way->signs[0] > 0, is_back_y = way->signs[1] > 0;
    // A way along x needs the columns before it whole, all others the rows.
    const int is_along_x = way->signs[0] != 0 && way->signs[1] == 0 && way->signs[2] == 0;
    const int outer = is_along_x ? count[0] : count[1], inner = is_along_x ? count[1] : count[0];
    const size_t outer_step = is_along_x ? 1 : (size_t)count[0], inner_step = is_along_x ? (size_t)count[0] : 1;
    const int is_back_outer = is_along_x ? is_back_x : is_back_y, is_back_inner = is_along_x ? is_back_y : is_back_x;
    for (int i = 1; i < outer - 1; i++) {
        const size_t line = (size_t)(is_back_outer ? outer - 1 - i : i) * outer_step;
        for (int j = 1; j < inner - 1; j++) {
            const size_t place = line + (size_t)(is_back_inner ? inner - 1 - j : j) * inner_step;
            NAME(carry_cube)(sources, way->shares, taps, &slopes, place, thrown, target, passing);
        }
    }
}

static void NAME(light_carry)(
    const int32_t count[3], const ck_light_way *ways, size_t way_count, int is_downward, const float *thrown,
    const float *border, float *target, float *scratch
) {
    const size_t layer = (size_t)count[0] * (size_t)count[1];
    for (int step = 0; step < count[2]; step++) {
        const int z = is_downward ? count[2] - 1 - step : step;
        const NAME(colour) *edge = (const NAME(colour) *)border + (size_t)z * layer;
        const int is_whole = z == 0 || z == count[2] - 1;
        for (size_t number = 0; number < way_count; number++) {
            const ck_light_way *way = ways + number;
            // Each way has two layers: the one that is passed now, and the one before.
            NAME(colour) *both = (NAME(colour) *)scratch + 2 * layer * number;
            NAME(colour) *passing = both + (size_t)(step & 1) * layer, *before = both + (size_t)(~step & 1) * layer;
            if (is_whole) {
                memcpy(passing, edge, layer * sizeof *passing);
                continue;
            }
            for (int y = 0; y < count[1]; y++) {
                const size_t first = (size_t)y * (size_t)count[0], last = first + (size_t)count[0] - 1;
                if (y == 0 || y == count[1] - 1) {
                    memcpy(passing + first, edge + first, (size_t)count[0] * sizeof *passing);
                } else {
                    passing[first] = edge[first];
                    passing[last] = edge[last];
                }
            }
            const NAME(colour) *sources[5];
            for (int tap = 0; tap < way->tap_count; tap++) {
                const int32_t *from = way->steps[tap];
                sources[tap] = (from[2] == 0 ? passing : before) + (ptrdiff_t)from[1] * count[0] + from[0];
            }
            const NAME(colour) *own = (const NAME(colour) *)thrown + (size_t)z * layer;
            NAME(harmonics) *found = (NAME(harmonics) *)target + (size_t)z * layer;
            switch (way->tap_count) {
            case 2: NAME(carry_layer)(2, way, count, sources, own, found, passing); break;
            case 3: NAME(carry_layer)(3, way, count, sources, own, found, passing); break;
            case 4: NAME(carry_layer)(4, way, count, sources, own, found, passing); break;
            default: NAME(carry_layer)(way->tap_count, way, count, sources, own, found, passing); break;
            }
        }
    }
}
#undef NAME
#undef FMA
