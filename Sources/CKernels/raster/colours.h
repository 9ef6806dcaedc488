// Colours of surfaces, sixteen spots at a time; included by raster_template.h. The plain form: RoomFinish,
// SurfacePattern in Sources/Rendering.

static ALWAYS_INLINE floats NAME(hash)(words a, words b) {
    words state = a ^ b;
    state ^= state >> 15;
    state *= 0x2C1B3C6Du;
    state ^= state >> 12;
    return __builtin_convertvector((ints)(state >> 8), floats) * (1.0f / 16777216);
}

static ALWAYS_INLINE words NAME(first_seed)(floats x) { return (words)NAME(to_ints)(x) * 0x9E3779B1u; }
static ALWAYS_INLINE words NAME(second_seed)(floats y) { return (words)NAME(to_ints)(y) * 0x85EBCA77u; }
static ALWAYS_INLINE floats NAME(chance)(floats a, floats b) {
    return NAME(hash)(NAME(first_seed)(a), NAME(second_seed)(b));
}

static floats NAME(noise)(floats x, floats y) {
    const floats limit = (floats)(1e8f);
    x = NAME(least)(NAME(most)(x, -limit), limit);
    y = NAME(least)(NAME(most)(y, -limit), limit);
    const floats left = NAME(floor)(x), top = NAME(floor)(y);
    floats u = x - left, v = y - top;
    u = u * u * (3 - 2 * u);
    v = v * v * (3 - 2 * v);
    const words a = NAME(first_seed)(left), b = NAME(second_seed)(top);
    const words next_a = a + 0x9E3779B1u, next_b = b + 0x85EBCA77u;
    const floats h0 = NAME(hash)(a, b), h1 = NAME(hash)(next_a, b), h2 = NAME(hash)(a, next_b);
    const floats h3 = NAME(hash)(next_a, next_b);
    const floats above = FMA(h1 - h0, u, h0), below = FMA(h3 - h2, u, h2);
    return 2 * FMA(below - above, v, above) - 1;
}

// 1 where a detail of this size is seen well, 0 where it is smaller than a pixel or so.
static ALWAYS_INLINE floats NAME(fade)(floats footprint, float size) {
    return NAME(clamp)(1.6f - footprint * (1.8f / size));
}

static ALWAYS_INLINE int NAME(is_any)(floats x) { return NAME(bits)(x > 0.0f) != 0; }

static void NAME(grain)(floats along, floats across, floats seed, floats footprint, floats tone[3]) {
    const floats wander = NAME(noise)(FMA(seed, (floats)(3.7f), along * 1.1f), FMA(across, (floats)(5.0f), seed));
    const floats broad = NAME(fade)(footprint, 0.035f), fine = NAME(fade)(footprint, 0.006f);
    floats sum = wander * 0.03f;
    if (NAME(is_any)(broad)) {
        sum += NAME(noise)(along * 0.7f + seed, across * 26 + wander * 1.6f) * broad * 0.085f;
    }
    if (NAME(is_any)(fine)) sum += NAME(noise)(along * 9 + seed, across * 330) * fine * 0.06f;
    tone[0] = 1 + sum * 0.85f;
    tone[1] = 1 + sum;
    tone[2] = 1 + sum * 1.2f;
}

static ALWAYS_INLINE floats NAME(seam)(floats share, float side, floats footprint) {
    const floats distance = NAME(least)(share, 1 - share) * side;
    const float joint = 0.002f;
    const floats inverse = NAME(inverse)(NAME(most)(footprint * 0.7f, (floats)(0.001f)));
    return 1 - NAME(least)((floats)(1.0f), joint * inverse) * NAME(clamp)(1 - (distance - joint) * inverse);
}

static void NAME(plank)(floats x, floats y, floats footprint, floats tone[3]) {
    const float breadth = 0.17f, run = 1.9f;
    const floats row = NAME(floor)(y * (1 / breadth));
    const floats shift = NAME(chance)(row, (floats)(7.0f)) * run;
    const floats length = (x + shift) * (1 / run), number = NAME(floor)(length);
    const floats chance = NAME(chance)(row, number), fade = NAME(fade)(footprint, breadth * 1.5f);
    const floats shade = 1 + (chance - 0.5f) * 0.17f * fade;
    const words seed = (words)(NAME(to_ints)(row) + 91) * 0x85EBCA77u;
    const floats warm = (NAME(hash)(NAME(first_seed)(number), seed) - 0.5f) * 0.05f * fade;
    const floats seam = NAME(least)(
        NAME(seam)(y * (1 / breadth) - row, breadth, footprint), NAME(seam)(length - number, run, footprint));
    NAME(grain)(x, y, chance * 50, footprint, tone);
    const floats dark = 1 - 0.42f * (1 - seam);
    tone[0] *= (shade + warm) * dark;
    tone[1] *= shade * dark;
    tone[2] *= (shade - warm) * dark;
}

static void NAME(herringbone)(floats x, floats y, floats footprint, floats tone[3]) {
    const float breadth = 0.09f;
    const int n = 6;
    const floats u = (x + y) * (0.70711f / breadth), v = (y - x) * (0.70711f / breadth);
    const floats column = NAME(floor)(u), row = NAME(floor)(v);
    const floats difference = column - row;
    const floats phase = difference - NAME(floor)(difference * (1.0f / (2 * n)) + 1e-4f) * (float)(2 * n);
    const ints is_level = phase < (float)n - 0.5f;
    const floats start = SELECT(is_level, column - phase, row - ((float)(2 * n - 1) - phase));
    const floats along = SELECT(is_level, u, v) - start, across = SELECT(is_level, v - row, u - column);
    const floats a = SELECT(is_level, start, column), b = SELECT(is_level, row, start);
    const words second = (words)(NAME(to_ints)(b) * 3 + SELECT_INTS(is_level, (ints)(0), (ints)(1))) * 0x85EBCA77u;
    const floats chance = NAME(hash)(NAME(first_seed)(a), second);
    const floats lean = SELECT(is_level, (floats)(0.03f), (floats)(-0.03f));
    const floats shade = 1 + ((chance - 0.5f) * 0.16f + lean) * NAME(fade)(footprint, breadth * 2);
    const floats seam = NAME(least)(
        NAME(seam)(across, breadth, footprint), NAME(seam)(along * (1.0f / n), breadth * n, footprint));
    NAME(grain)(along * breadth, across * breadth, chance * 70, footprint, tone);
    const floats factor = shade * (1 - 0.38f * (1 - seam));
    UNROLL for (int i = 0; i < 3; i++) tone[i] *= factor;
}

static floats NAME(tile)(floats x, floats y, float side, float tone, floats footprint) {
    const floats u = x * (1 / side), v = y * (1 / side), column = NAME(floor)(u), row = NAME(floor)(v);
    const floats shade = 1 + (NAME(chance)(column, row) - 0.5f) * tone * NAME(fade)(footprint, side);
    const floats seam = NAME(least)(NAME(seam)(u - column, side, footprint), NAME(seam)(v - row, side, footprint));
    return shade * (1 - 0.24f * (1 - seam));
}

static floats NAME(veins)(floats u, floats v, floats seed, floats footprint) {
    const floats drift = NAME(noise)(u * 3 + seed, v * 3) + 0.5f * NAME(noise)(u * 7, v * 7 + seed);
    const floats vein = 1 - NAME(least)(
        NAME(magnitude)(NAME(noise)(u * 2.2f + drift * 0.7f, v * 2.6f + seed)) * 9, (floats)(1.0f));
    const floats fine = NAME(fade)(footprint, 0.008f);
    floats speck = (floats)(0.0f);
    if (NAME(is_any)(fine)) speck = NAME(noise)(u * 160, v * 160) * 0.03f * fine;
    return 1 + drift * 0.035f + speck - vein * 0.13f * NAME(fade)(footprint, 0.03f);
}

static void NAME(floor_colour)(const ck_raster_frame *frame, const NAME(spots) *spots, floats colour[3]) {
    const floats x = spots->point[0], y = spots->point[1];
    const floats slant = NAME(most)(NAME(dot)(spots->normal, spots->to_viewer), (floats)(0.08f));
    const floats footprint = spots->size * NAME(rsqrt)(slant);
    floats tone[3] = {(floats)(1.0f), (floats)(1.0f), (floats)(1.0f)};
    floats even = (floats)(1.0f);
    switch (frame->floor) {
    case CK_FLOOR_PLANKS: NAME(plank)(x, y, footprint, tone); break;
    case CK_FLOOR_HERRINGBONE: NAME(herringbone)(x, y, footprint, tone); break;
    case CK_FLOOR_TILES: even = NAME(tile)(x, y, 0.45f, 0.05f, footprint); break;
    case CK_FLOOR_CARPET:
        even = 1 + NAME(noise)(x * 190, y * 190) * 0.09f * NAME(fade)(footprint, 0.01f)
            + NAME(noise)(x * 2.3f, y * 2.9f) * 0.025f;
        break;
    case CK_FLOOR_CONCRETE:
        even = 1 + NAME(noise)(x * 0.9f, y * 0.9f) * 0.04f + NAME(noise)(x * 3.1f, y * 3.7f) * 0.025f
            + NAME(noise)(x * 120, y * 120) * 0.02f * NAME(fade)(footprint, 0.01f);
        even *= NAME(tile)(x, y, 2.4f, 0.02f, footprint);
        break;
    case CK_FLOOR_STONE:
        even = NAME(veins)(x, y, (floats)(5.0f), footprint) * NAME(tile)(x, y, 0.8f, 0.03f, footprint);
        break;
    default: break;
    }
    UNROLL for (int i = 0; i < 3; i++) colour[i] = frame->floor_base[i] * tone[i] * even;
}

static void NAME(wall_colour)(const ck_raster_frame *frame, const NAME(spots) *spots, floats colour[3]) {
    UNROLL for (int i = 0; i < 3; i++) colour[i] = (floats)(frame->wall[i]);
    const floats up = spots->point[2];
    const ints tiled = up < frame->tile_height;
    if (!NAME(bits)(tiled)) return;
    static const float glaze[3] = {0.80f, 0.86f, 0.86f};
    const floats along = SELECT(NAME(magnitude)(spots->normal[0]) > 0.5f, spots->point[1], spots->point[0]);
    const floats tile = SELECT(
        up > frame->tile_height - 0.03f, (floats)(0.72f), NAME(tile)(along, up, 0.2f, 0.03f, spots->size));
    UNROLL for (int i = 0; i < 3; i++) colour[i] = SELECT(tiled, glaze[i] * tile, colour[i]);
}

static void NAME(texture_colour)(
    const ck_raster_frame *frame, const NAME(spots) *spots, const NAME(matter) *matter, floats colour[3], floats *alpha
) {
    // The logarithm from the exponent and a straight mantissa: half a level of error is not seen.
    const ints bits = AS_INTS(spots->size);
    const floats log_size = NAME(of_ints)((bits >> 23) - 127) + NAME(of_ints)(bits & 0x7FFFFF) * (1.0f / 8388608);
    const floats span = log_size + spots->log_density;
    words texels[4];
    floats right, below;
    for (int lane = 0; lane < 16; lane++) {
        const texel_square square = texels_at(
            frame->textures + matter->texture[lane], spots->u[lane], spots->v[lane], span[lane]);
        UNROLL for (int i = 0; i < 4; i++) ((uint32_t *)&texels[i])[lane] = square.texels[i];
        ((float *)&right)[lane] = square.right;
        ((float *)&below)[lane] = square.below;
    }
    UNROLL for (int i = 0; i < 4; i++) {
        floats parts[4];
        UNROLL for (int j = 0; j < 4; j++) parts[j] = NAME(of_ints)((ints)(texels[j] >> (8 * i) & 255u));
        const floats upper = FMA(parts[1] - parts[0], right, parts[0]), lower = FMA(parts[3] - parts[2], right, parts[2]);
        const floats coded = FMA(lower - upper, below, upper) * (1.0f / 255);
        if (i == 3) {
            *alpha = coded;
            continue;
        }
        colour[i] *= coded * FMA(coded, FMA(coded, (floats)(0.305306011f), (floats)(0.682171111f)), (floats)(0.012522878f));
    }
}

static void NAME(pattern)(int class, const NAME(spots) *spots, const NAME(matter) *matter, floats colour[3]) {
    floats offset[3];
    UNROLL for (int i = 0; i < 3; i++) offset[i] = spots->point[i] - matter->origin[i];
    const floats local[3] = {
        offset[0] * matter->cosine - offset[1] * matter->sine, offset[0] * matter->sine + offset[1] * matter->cosine,
        offset[2]};
    const floats size[3] = {
        NAME(magnitude)(spots->normal[0] * matter->cosine - spots->normal[1] * matter->sine),
        NAME(magnitude)(spots->normal[0] * matter->sine + spots->normal[1] * matter->cosine),
        NAME(magnitude)(spots->normal[2])};
    const floats footprint = spots->size, seed = matter->seed;
    if (class == CK_CLASS_WOOD) {
        const ints by_x = matter->grain == 0, by_y = matter->grain == 1;
        // The axis of growth, and the two after it.
        const floats along = SELECT(by_x, local[0], SELECT(by_y, local[1], local[2]));
        const floats first = SELECT(by_x, local[1], SELECT(by_y, local[2], local[0]));
        const floats second = SELECT(by_x, local[2], SELECT(by_y, local[0], local[1]));
        const floats size1 = SELECT(by_x, size[1], SELECT(by_y, size[2], size[0]));
        const floats size2 = SELECT(by_x, size[2], SELECT(by_y, size[0], size[1]));
        const ints turned = size1 > size2;
        const floats across = SELECT(turned, second, first), depth = SELECT(turned, first, second);
        floats tone[3];
        NAME(grain)(along, FMA(depth, (floats)(0.35f), across), seed, footprint, tone);
        UNROLL for (int i = 0; i < 3; i++) colour[i] *= tone[i];
        return;
    }
    const ints level = (size[2] >= size[0]) & (size[2] >= size[1]), sideways = ~level & (size[0] >= size[1]);
    const floats u = SELECT(sideways, local[1], local[0]), v = SELECT(level, local[1], local[2]);
    floats tone = (floats)(1.0f);
    switch (class) {
    case CK_CLASS_FABRIC: {
        const floats fine = NAME(fade)(footprint, 0.004f);
        if (NAME(is_any)(fine)) tone += fine * (NAME(noise)(u * 420, v * 90) + NAME(noise)(u * 90, v * 420)) * 0.055f;
        tone += NAME(noise)(u * 19 + seed, v * 23) * 0.025f * NAME(fade)(footprint, 0.05f);
        break;
    }
    case CK_CLASS_LEATHER: {
        const floats fine = NAME(fade)(footprint, 0.008f);
        tone = 1.02f + NAME(noise)(u * 7 + seed, v * 7) * 0.06f * NAME(fade)(footprint, 0.15f);
        if (NAME(is_any)(fine)) tone -= NAME(magnitude)(NAME(noise)(u * 130 + seed, v * 130)) * fine * 0.1f;
        break;
    }
    case CK_CLASS_STONE: tone = NAME(veins)(u, v, seed, footprint); break;
    case CK_CLASS_METAL: {
        const floats fine = NAME(fade)(footprint, 0.006f);
        if (NAME(is_any)(fine)) tone += NAME(noise)(u * 3 + seed, v * 240) * 0.035f * fine;
        break;
    }
    default: {
        const floats a = u * 70, b = v * 70, low_a = NAME(floor)(a), low_b = NAME(floor)(b);
        const ints over = ((NAME(to_ints)(low_a) + NAME(to_ints)(low_b)) & 1) == 0;
        const floats way = SELECT(over, a - low_a, b - low_b) - 0.5f;
        tone = 1.04f - (way * way * 1.3f - 0.06f) * NAME(fade)(footprint, 0.02f);
        break;
    }
    }
    UNROLL for (int i = 0; i < 3; i++) colour[i] *= tone;
}
