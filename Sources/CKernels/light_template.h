// The carrying of light, written once over vectors of four; light.c includes this file once for each instruction set.

typedef float NAME(colour) __attribute__((ext_vector_type(4)));
typedef float NAME(harmonics) __attribute__((ext_vector_type(16), aligned(16)));

// A direction as the inner loop needs it.
typedef struct NAME(passage) {
    const NAME(colour) *sources[5];
    const float *shares;
    NAME(harmonics) slopes;
    NAME(colour) *passing;
    int taps;
} NAME(passage);

typedef float NAME(four_cubes) __attribute__((ext_vector_type(16), aligned(16)));

// One cube along one way: what arrives is added to its harmonics, and what its content lets on or throws back is passed on.
// The last tap's light may be in hand already: that of the cube before in a row.
static ALWAYS_INLINE NAME(colour) NAME(carry_cube)(
    const NAME(passage) *way, int taps, const NAME(colour) *last, size_t place, NAME(colour) thrown, float rest,
    NAME(harmonics) *found
) {
    NAME(colour) arrived = way->sources[0][place] * way->shares[0];
    for (int tap = 1; tap < taps; tap++) {
        const NAME(colour) light = last && tap == taps - 1 ? *last : way->sources[tap][place];
        arrived = FMA(light, (NAME(colour))(way->shares[tap]), arrived);
    }
    const NAME(harmonics) wide = __builtin_shufflevector(arrived, arrived, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
    *found = FMA(wide, way->slopes, *found);
    return way->passing[place] = FMA(arrived, (NAME(colour))(rest), thrown);
}

// Four cubes of a row along one way that takes no light from within the row.
static ALWAYS_INLINE void NAME(carry_four)(
    const NAME(passage) *way, int taps, size_t place, NAME(four_cubes) thrown, NAME(four_cubes) rest,
    NAME(harmonics) found[4]
) {
    NAME(four_cubes) arrived = *(const NAME(four_cubes) *)(way->sources[0] + place) * way->shares[0];
    for (int tap = 1; tap < taps; tap++) {
        arrived = FMA(*(const NAME(four_cubes) *)(way->sources[tap] + place), (NAME(four_cubes))(way->shares[tap]), arrived);
    }
    *(NAME(four_cubes) *)(way->passing + place) = FMA(arrived, rest, thrown);
    const NAME(harmonics) a = __builtin_shufflevector(arrived, arrived, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
    const NAME(harmonics) b = __builtin_shufflevector(arrived, arrived, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7);
    const NAME(harmonics) c = __builtin_shufflevector(
        arrived, arrived, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11);
    const NAME(harmonics) d = __builtin_shufflevector(
        arrived, arrived, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15);
    found[0] = FMA(a, way->slopes, found[0]);
    found[1] = FMA(b, way->slopes, found[1]);
    found[2] = FMA(c, way->slopes, found[2]);
    found[3] = FMA(d, way->slopes, found[3]);
}

// A layer along one way, or along two of the same signs, which share the harmonics in hand. Constant numbers of taps let
// the compiler unroll them. The first way's last tap is in the row where `is_chained`.
static ALWAYS_INLINE void NAME(carry_layer)(
    int ways, int taps, int other_taps, int is_chained, const NAME(passage) *passages, const int32_t signs[3],
    const int32_t count[3], const NAME(colour) *thrown, NAME(harmonics) *target
) {
    const int is_back_x = signs[0] > 0, is_back_y = signs[1] > 0;
    // A way along x needs the columns before it whole, all others the rows.
    const int is_along_x = signs[0] != 0 && signs[1] == 0 && signs[2] == 0;
    const int outer = is_along_x ? count[0] : count[1], inner = is_along_x ? count[1] : count[0];
    const size_t outer_step = is_along_x ? 1 : (size_t)count[0], inner_step = is_along_x ? (size_t)count[0] : 1;
    const int is_back_outer = is_along_x ? is_back_x : is_back_y, is_back_inner = is_along_x ? is_back_y : is_back_x;
    for (int i = 1; i < outer - 1; i++) {
        const size_t line = (size_t)(is_back_outer ? outer - 1 - i : i) * outer_step;
        int j = 1;
        if (!is_chained && !is_along_x) {
            for (; j + 4 <= inner - 1; j += 4) {
                const size_t place = line + (size_t)j;
                const NAME(four_cubes) content = *(const NAME(four_cubes) *)(thrown + place);
                const NAME(four_cubes) block = __builtin_shufflevector(
                    content, content, 3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11, 15, 15, 15, 15);
                NAME(harmonics) found[4] = {target[place], target[place + 1], target[place + 2], target[place + 3]};
                NAME(carry_four)(passages, taps, place, content * block, 1 - block, found);
                if (ways > 1) NAME(carry_four)(passages + 1, other_taps, place, content * block, 1 - block, found);
                for (int cube = 0; cube < 4; cube++) target[place + (size_t)cube] = found[cube];
            }
        }
        // Where nothing hangs together in the row it does not matter from which end it is passed.
        const int is_back = is_back_inner && (is_chained || is_along_x);
        NAME(colour) last = {0, 0, 0, 0};
        if (is_chained) last = passages[0].sources[taps - 1][line + (size_t)(is_back ? inner - 2 : 1)];
        for (; j < inner - 1; j++) {
            const size_t place = line + (size_t)(is_back ? inner - 1 - j : j) * inner_step;
            const NAME(colour) content = thrown[place], own = content * content.w;
            NAME(harmonics) found = target[place];
            last = NAME(carry_cube)(passages, taps, is_chained ? &last : NULL, place, own, 1 - content.w, &found);
            if (ways > 1) NAME(carry_cube)(passages + 1, other_taps, NULL, place, own, 1 - content.w, &found);
            target[place] = found;
        }
    }
}

// The border of a layer: what comes in there.
static ALWAYS_INLINE void NAME(take_border)(
    const int32_t count[3], int is_whole, const NAME(colour) *edge, NAME(colour) *passing
) {
    if (is_whole) {
        memcpy(passing, edge, (size_t)count[0] * (size_t)count[1] * sizeof *passing);
        return;
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
}

static void NAME(light_carry)(
    const int32_t count[3], const ck_light_way *ways, size_t way_count, int is_downward, const float *thrown,
    float *target, float *scratch
) {
    const size_t layer = (size_t)count[0] * (size_t)count[1];
    for (int step = 0; step < count[2]; step++) {
        const int z = is_downward ? count[2] - 1 - step : step;
        const NAME(colour) *own = (const NAME(colour) *)thrown + (size_t)z * layer;
        NAME(harmonics) *found = (NAME(harmonics) *)target + (size_t)z * layer;
        const int is_whole = z == 0 || z == count[2] - 1;
        for (size_t number = 0; number < way_count;) {
            const size_t first = number;
            const int32_t *signs = ways[first].signs;
            const int is_pair = number + 1 < way_count && memcmp(signs, ways[number + 1].signs, 3 * sizeof *signs) == 0;
            NAME(passage) passages[2];
            for (size_t i = 0; i <= (size_t)is_pair; i++) {
                const ck_light_way *way = ways + number + i;
                // Each way has two layers: the one that is passed now, and the one before.
                NAME(colour) *both = (NAME(colour) *)scratch + 2 * layer * (number + i);
                NAME(colour) *passing = both + (size_t)(step & 1) * layer, *before = both + (size_t)(~step & 1) * layer;
                NAME(take_border)(count, is_whole, own, passing);
                passages[i].taps = way->tap_count;
                passages[i].shares = way->shares;
                passages[i].passing = passing;
                for (int j = 0; j < 16; j++) passages[i].slopes[j] = way->slopes[j / 4];
                for (int tap = 0; tap < way->tap_count; tap++) {
                    const int32_t *from = way->steps[tap];
                    passages[i].sources[tap] = (from[2] == 0 ? passing : before) + (ptrdiff_t)from[1] * count[0] + from[0];
                }
            }
            number += 1 + (size_t)is_pair;
            if (is_whole) continue;
            const int taps = passages[0].taps, other = is_pair ? passages[1].taps : 0;
            const int32_t *last = ways[first].steps[taps - 1];
            const int is_chained = last[0] != 0 && last[1] == 0 && last[2] == 0 && (signs[1] != 0 || signs[2] != 0);
            switch (100 * is_chained + 10 * taps + other) {
            case 30: NAME(carry_layer)(1, 3, 0, 0, passages, signs, count, own, found); break;
            case 40: NAME(carry_layer)(1, 4, 0, 0, passages, signs, count, own, found); break;
            case 50: NAME(carry_layer)(1, 5, 0, 0, passages, signs, count, own, found); break;
            case 32: NAME(carry_layer)(2, 3, 2, 0, passages, signs, count, own, found); break;
            case 44: NAME(carry_layer)(2, 4, 4, 0, passages, signs, count, own, found); break;
            case 130: NAME(carry_layer)(1, 3, 0, 1, passages, signs, count, own, found); break;
            case 132: NAME(carry_layer)(2, 3, 2, 1, passages, signs, count, own, found); break;
            default:
                NAME(carry_layer)(is_pair ? 2 : 1, taps, other, is_chained, passages, signs, count, own, found);
                break;
            }
        }
    }
}

// MARK: Shadows

// Where a point lies on the map: x and y in texels, then its distance along the light's way.
static ALWAYS_INLINE NAME(colour) NAME(shadow_place)(const ck_raster_shadow *shadow, const float *point) {
    const NAME(colour) x = {shadow->u[0], shadow->v[0], -shadow->to_light[0], 0};
    const NAME(colour) y = {shadow->u[1], shadow->v[1], -shadow->to_light[1], 0};
    const NAME(colour) z = {shadow->u[2], shadow->v[2], -shadow->to_light[2], 0};
    const NAME(colour) origin = {shadow->origin[0], shadow->origin[1], 0, 0};
    const NAME(colour) scale = {shadow->scale, shadow->scale, 1, 1};
    return (x * point[0] + y * point[1] + z * point[2] - origin) * scale;
}

static void NAME(light_shade)(
    const ck_raster_shadow *shadow, const float *positions, const uint32_t *corners, size_t first, size_t last, float *map
) {
    const int side = shadow->side;
    const float limit = (float)side - 1;
    for (size_t number = first; number < last; number++) {
        NAME(colour) p[3];
        for (int i = 0; i < 3; i++) p[i] = NAME(shadow_place)(shadow, positions + 4 * (size_t)corners[3 * number + (size_t)i]);
        const float low_y = fminf(p[0].y, fminf(p[1].y, p[2].y)), high_y = fmaxf(p[0].y, fmaxf(p[1].y, p[2].y));
        const float low_x = fminf(p[0].x, fminf(p[1].x, p[2].x)), high_x = fmaxf(p[0].x, fmaxf(p[1].x, p[2].x));
        if (!(high_x >= 0 && high_y >= 0 && low_x <= limit && low_y <= limit)) continue;
        const int top = (int)ceilf(fmaxf(low_y - 0.5f, 0)), bottom = (int)floorf(fminf(high_y - 0.5f, limit));
        if (top > bottom || ceilf(low_x - 0.5f) > high_x - 0.5f) continue;
        const NAME(colour) b = p[1] - p[0], c = p[2] - p[0];
        const float area = b.x * c.y - c.x * b.y;
        if (fabsf(area) <= 1e-8f) continue;
        const float slope_x = (b.z * c.y - c.z * b.y) / area, slope_y = (c.z * b.x - b.z * c.x) / area;
        float slants[3];
        for (int i = 0; i < 3; i++) {
            const NAME(colour) q = p[i == 2 ? 0 : i + 1];
            slants[i] = (q.x - p[i].x) / (q.y - p[i].y);
        }
        for (int row = top; row <= bottom; row++) {
            const float y = (float)row + 0.5f;
            float from = INFINITY, to = -INFINITY;
            for (int i = 0; i < 3; i++) {
                if ((p[i].y <= y) == (p[i == 2 ? 0 : i + 1].y <= y)) continue;
                const float x = p[i].x + (y - p[i].y) * slants[i];
                from = fminf(from, x);
                to = fmaxf(to, x);
            }
            if (!(from <= to && from <= limit && to >= 0)) continue;
            const int left = (int)ceilf(fmaxf(from - 0.5f, 0)), right = (int)floorf(fmaxf(fminf(to - 0.5f, limit), -1));
            const float depth = p[0].z + ((float)left + 0.5f - p[0].x) * slope_x + (y - p[0].y) * slope_y;
            float *line = map + (size_t)row * (size_t)side;
            for (int column = left; column <= right; column++) {
                const float own = depth + (float)(column - left) * slope_x;
                line[column] = own < line[column] ? own : line[column];
            }
        }
    }
}

// MARK: Cubes

static void NAME(light_fill)(
    const int32_t count[3], float scale, const ck_light_matter *matter, const float *positions, const uint32_t *corners,
    size_t first, size_t last, float *cells, float *glow
) {
    const NAME(colour) colour = {matter->colour[0], matter->colour[1], matter->colour[2], 1};
    const NAME(colour) shine = {matter->emission, matter->emission, matter->emission, 1};
    const float side = 1 / scale;
    for (size_t number = first; number < last; number++) {
        const NAME(colour) a = *(const NAME(colour) *)(positions + 4 * (size_t)corners[3 * number]);
        const NAME(colour) b = *(const NAME(colour) *)(positions + 4 * (size_t)corners[3 * number + 1]) - a;
        const NAME(colour) c = *(const NAME(colour) *)(positions + 4 * (size_t)corners[3 * number + 2]) - a;
        const float nx = b.y * c.z - b.z * c.y, ny = b.z * c.x - b.x * c.z, nz = b.x * c.y - b.y * c.x;
        const float area = sqrtf(nx * nx + ny * ny + nz * nz) / 2;
        const float bb = b.x * b.x + b.y * b.y + b.z * b.z, cc = c.x * c.x + c.y * c.y + c.z * c.z;
        const float bc = b.x * c.x + b.y * c.y + b.z * c.z;
        const float longest = sqrtf(fmaxf(fmaxf(bb, cc), bb + cc - 2 * bc));
        const int steps = (int)fminf(fmaxf(ceilf(longest * scale * 1.4f), 1), 400);
        // Both faces of a solid count, so half of the area blocks the way.
        const float share = area * matter->block * 0.5f / (side * side * (float)(steps * steps));
        const NAME(colour) content = colour * share, light = content * shine;
        for (int row = 0; row < steps; row++) {
            for (int column = 0; column < 2 * (steps - row) - 1; column++) {
                // The middles of the small triangles into which the steps cut the large one.
                const float third = column % 2 == 0 ? 1.0f / 3 : 2.0f / 3;
                const float u = ((float)(column / 2) + third) / (float)steps, v = ((float)row + third) / (float)steps;
                const NAME(colour) place = (a + b * u + c * v) * scale + 1;
                if (!(place.x >= 1 && place.y >= 1 && place.z >= 1 && place.x < 1e6f && place.y < 1e6f && place.z < 1e6f)) {
                    continue;
                }
                const int x = (int)place.x, y = (int)place.y, z = (int)place.z;
                if (x > count[0] - 2 || y > count[1] - 2 || z > count[2] - 2) continue;
                const size_t index = ((size_t)z * (size_t)count[1] + (size_t)y) * (size_t)count[0] + (size_t)x;
                *((NAME(colour) *)cells + index) += content;
                if (matter->emission > 0) *((NAME(colour) *)glow + index) += light;
            }
        }
    }
}
#undef NAME
#undef FMA
