// Light and colour of sixteen spots at a time; included by raster_template.h. What each step means is told beside its plain
// form in Sources/Rendering: StudioPainter, LightField, KeyShadow, RoomFinish, SurfacePattern.

// Spots of surfaces.
typedef struct NAME(spots) {
    floats x, y;  // in the picture
    floats point[3], normal[3];
    floats to_viewer[3];
    floats u, v;
    floats size;         // metres that a pixel covers
    floats log_density;  // of texels in a metre
    floats depth;
    ints material;
} NAME(spots);

typedef struct NAME(matter) {
    floats red, green, blue, roughness, metalness, emission, seed, marked;
    floats origin[3], sine, cosine;
    ints texture, grain, kind;
} NAME(matter);

// The light at a spot, and how the lamp's share changes along its map.
typedef struct NAME(lights) {
    floats ambient[3], open, key, sun;
    floats key_u, key_v;
} NAME(lights);

static ALWAYS_INLINE floats NAME(dot)(const floats a[3], const floats b[3]) {
    return FMA(a[2], b[2], FMA(a[1], b[1], a[0] * b[0]));
}

static ALWAYS_INLINE floats NAME(along)(const floats a[3], const float b[3]) {
    return FMA(a[2], (floats)(b[2]), FMA(a[1], (floats)(b[1]), a[0] * b[0]));
}

static ALWAYS_INLINE void NAME(normalise)(floats v[3]) {
    const floats scale = NAME(rsqrt)(NAME(most)(NAME(dot)(v, v), (floats)(1e-30f)));
    v[0] *= scale, v[1] *= scale, v[2] *= scale;
}

// MARK: Spots

static void NAME(locate)(
    const ck_raster_frame *frame, const ck_raster_triangle *triangles, const uint32_t names[16], NAME(spots) *spots
) {
    const ck_raster_view *view = &frame->view;
    floats rows[16];
    int is_one = 1;
    for (int lane = 1; lane < 16; lane++) is_one &= names[lane] == names[0];
    if (is_one) {
        const float *row = (const float *)(triangles + names[0]);
        UNROLL for (int i = 0; i < 16; i++) rows[i] = (floats)(row[i]);
    } else {
        UNROLL for (int lane = 0; lane < 16; lane++) rows[lane] = LOAD((const float *)(triangles + names[lane]));
        NAME(transpose)(rows);
    }
    const floats x0 = NAME(of_ints)(AS_INTS(rows[0])), y0 = NAME(of_ints)(AS_INTS(rows[3]));
    const floats dx1 = NAME(of_ints)(AS_INTS(rows[1]) - AS_INTS(rows[0]));
    const floats dx2 = NAME(of_ints)(AS_INTS(rows[2]) - AS_INTS(rows[0]));
    const floats dy1 = NAME(of_ints)(AS_INTS(rows[4]) - AS_INTS(rows[3]));
    const floats dy2 = NAME(of_ints)(AS_INTS(rows[5]) - AS_INTS(rows[3]));
    const floats dx = spots->x * 256 - x0, dy = spots->y * 256 - y0;
    const floats scale = NAME(inverse)(dx1 * dy2 - dx2 * dy1);
    // The point may lie a little outside of a sliver; weights stay those of a point inside.
    floats second = NAME(clamp)((dx * dy2 - dx2 * dy) * scale), third = NAME(clamp)((dx1 * dy - dx * dy1) * scale);
    floats first = NAME(most)(1 - second - third, (floats)(0.0f));
    const floats whole = NAME(inverse)(first + second + third);
    const floats nearness = (first * rows[6] + second * rows[7] + third * rows[8]) * whole;
    if (view->is_orthographic) {
        first *= whole, second *= whole, third *= whole;
        spots->depth = (1 - nearness) * (2 * view->far_depth);
        spots->size = (floats)(1 / view->focal);
    } else {
        first *= rows[6], second *= rows[7], third *= rows[8];
        const floats sum = NAME(inverse)(NAME(most)(first + second + third, (floats)(1e-12f)));
        first *= sum, second *= sum, third *= sum;
        spots->depth = NAME(inverse)(NAME(most)(nearness, (floats)(1e-9f)));
        spots->size = spots->depth * (1 / view->focal);
    }
    // The spot lies on the line of sight.
    const floats aside = (spots->x - view->half_width) * (1 / view->focal);
    const floats upward = (view->half_height - spots->y) * (1 / view->focal);
    UNROLL for (int i = 0; i < 3; i++) {
        const floats slant = FMA(aside, (floats)(view->right[i]), upward * view->up[i]);
        if (view->is_orthographic) {
            spots->point[i] = view->position[i] + slant + spots->depth * view->forward[i];
            spots->to_viewer[i] = (floats)(-view->forward[i]);
        } else {
            const floats way = slant + view->forward[i];
            spots->point[i] = FMA(way, spots->depth, (floats)(view->position[i]));
            spots->to_viewer[i] = -way;
        }
    }
    if (!view->is_orthographic) NAME(normalise)(spots->to_viewer);
    if (is_one) {
        const ck_raster_triangle *t = triangles + names[0];
        const float *a = vertex_row(frame, t->corners[0]), *b = vertex_row(frame, t->corners[1]);
        const float *c = vertex_row(frame, t->corners[2]);
        UNROLL for (int i = 0; i < 3; i++) spots->normal[i] = FMA(third, (floats)(c[i]), FMA(second, (floats)(b[i]), first * a[i]));
        spots->u = FMA(third, (floats)(c[3]), FMA(second, (floats)(b[3]), first * a[3]));
        spots->v = FMA(third, (floats)(c[4]), FMA(second, (floats)(b[4]), first * a[4]));
    } else {
        typedef float eight __attribute__((ext_vector_type(8), aligned(4)));
        eight mixed[16];
        for (int lane = 0; lane < 16; lane++) {
            const ck_raster_triangle *t = triangles + names[lane];
            const eight a = *(const eight *)vertex_row(frame, t->corners[0]);
            const eight b = *(const eight *)vertex_row(frame, t->corners[1]);
            const eight c = *(const eight *)vertex_row(frame, t->corners[2]);
            mixed[lane] = a * first[lane] + b * second[lane] + c * third[lane];
        }
        floats columns[16];
        UNROLL for (int lane = 0; lane < 16; lane++) {
            columns[lane] = __builtin_shufflevector(mixed[lane], mixed[lane], 0, 1, 2, 3, 4, 5, 6, 7, -1, -1, -1, -1, -1, -1, -1, -1);
        }
        NAME(transpose)(columns);
        spots->normal[0] = columns[0], spots->normal[1] = columns[1], spots->normal[2] = columns[2];
        spots->u = columns[3], spots->v = columns[4];
    }
    NAME(normalise)(spots->normal);
    const ints word = AS_INTS(rows[14]);
    spots->material = word & (ints)CK_RASTER_MATERIAL_BITS;
    const words facing = (words)rows[15];
    spots->log_density = FMA(NAME(of_ints)((ints)(facing >> 21)), (floats)(1.0f / 32), (floats)(-32.0f));
}

static void NAME(fetch)(const ck_raster_frame *frame, ints materials, NAME(matter) *matter) {
    floats *rows = (floats *)matter;
    if (!NAME(bits)(materials != materials[0])) {
        const float *row = (const float *)(frame->materials + materials[0]);
        UNROLL for (int i = 0; i < 16; i++) rows[i] = (floats)(row[i]);
        return;
    }
    UNROLL for (int lane = 0; lane < 16; lane++) rows[lane] = LOAD((const float *)(frame->materials + materials[lane]));
    NAME(transpose)(rows);
}

// Surfaces that are seen from both sides turn their normals to the viewer.
static ALWAYS_INLINE void NAME(face)(NAME(spots) *spots, ints kind) {
    const ints turned = ((kind & 256) != 0) & (NAME(dot)(spots->normal, spots->to_viewer) < 0.0f);
    const ints sign = turned & (ints)INT32_MIN;
    UNROLL for (int i = 0; i < 3; i++) spots->normal[i] = AS_FLOATS(AS_INTS(spots->normal[i]) ^ sign);
}

// MARK: Light

static void NAME(irradiance)(const ck_raster_frame *frame, const floats point[3], const floats normal[3], floats result[3]) {
    ints cube[3];
    floats share[3];
    UNROLL for (int i = 0; i < 3; i++) {
        const floats limit = (floats)((float)frame->field_count[i] - 1.001f);
        floats place = FMA(point[i], (floats)(frame->field_scale), FMA(normal[i], (floats)(0.62f), (floats)(0.5f)));
        place = NAME(least)(NAME(most)(place, (floats)(0.0f)), limit);
        cube[i] = NAME(to_ints)(place);
        share[i] = place - NAME(of_ints)(cube[i]);
    }
    const int row = frame->field_count[0], layer = row * frame->field_count[1];
    const ints index = cube[2] * layer + cube[1] * row + cube[0];
    floats slopes[4];
    NAME(interleave)(normal[0] * 2, normal[1] * 2, normal[2] * 2, slopes);
    typedef float four __attribute__((ext_vector_type(4)));
    four found[16];
    UNROLL for (int group = 0; group < 4; group++) {
        UNROLL for (int lane = 4 * group; lane < 4 * group + 4; lane++) {
            const float *base = frame->harmonics + 16 * (size_t)index[lane];
            const floats x = (floats)(share[0][lane]), y = (floats)(share[1][lane]), z = (floats)(share[2][lane]);
            const float *second = base + 16 * (size_t)row, *above = base + 16 * (size_t)layer;
            const float *last = above + 16 * (size_t)row;
            const floats a = FMA(LOAD(base + 16) - LOAD(base), x, LOAD(base));
            const floats b = FMA(LOAD(second + 16) - LOAD(second), x, LOAD(second));
            const floats c = FMA(LOAD(above + 16) - LOAD(above), x, LOAD(above));
            const floats d = FMA(LOAD(last + 16) - LOAD(last), x, LOAD(last));
            const floats low = FMA(b - a, y, a), high = FMA(d - c, y, c);
            floats light = FMA(high - low, z, low);
            // The mean, and the slopes along the normal.
            const int from = 4 * (lane & 3);
            const float *slope = (const float *)&slopes[group] + from;
            const four mean = light.lo.lo, by_x = light.lo.hi, by_y = light.hi.lo, by_z = light.hi.hi;
            found[lane] = mean + by_x * slope[0] + by_y * slope[1] + by_z * slope[2];
        }
    }
    NAME(separate)((const floats *)found, &result[0], &result[1], &result[2]);
    UNROLL for (int i = 0; i < 3; i++) result[i] = NAME(most)(result[i], (floats)(0.015f));
}

// A window of texels under a tent, and the change of its mean as the window slides. The radius is at most 7 texels.
static ALWAYS_INLINE float NAME(filter)(
    const float *middle, int side, float depth, float fx, float fy, float radius, float *change_u, float *change_v
) {
    const int reach = (int)ceilf(radius);
    const floats places = NAME(of_ints)(LANE_NUMBERS) - (float)reach, none = (floats)(0.0f);
    // The tent's weights are products of one for the row and one for the column, and so are their sums.
    const floats offsets = places - fx, heights = places - fy;
    const floats across = NAME(most)(radius - NAME(magnitude)(offsets), none);
    const floats downs = NAME(most)(radius - NAME(magnitude)(heights), none);
    const floats one = (floats)(1.0f);
    const floats slant = SELECT(across > 0.0f, AS_FLOATS(AS_INTS(one) | (AS_INTS(offsets) & (ints)INT32_MIN)), none);
    const floats leans = SELECT(downs > 0.0f, AS_FLOATS(AS_INTS(one) | (AS_INTS(heights) & (ints)INT32_MIN)), none);
    float down[16], lean[16];
    STORE(down, downs);
    STORE(lean, leans);
    floats lit = none, lit_x = none, lit_y = none;
    const float *line = middle - (ptrdiff_t)reach * side - reach;
    for (int row = 0; row < 2 * reach + 2; row++, line += side) {
        const ints seen = LOAD(line) >= depth;
        const floats own = SELECT(seen, across, none);
        lit = FMA(own, (floats)(down[row]), lit);
        lit_x = FMA(SELECT(seen, slant, none), (floats)(down[row]), lit_x);
        lit_y = FMA(own, (floats)(lean[row]), lit_y);
    }
    const four_floats light = NAME(four_sums)(lit, lit_x, lit_y, across), whole = NAME(four_sums)(slant, downs, leans, none);
    const float wide = light.w, all_slant = whole.x, all_down = whole.y, all_lean = whole.z;
    const float scale = 1 / most(wide * all_down, 1e-6f), share = light.x * scale;
    *change_u = (light.y - share * all_slant * all_down) * scale;
    *change_v = (light.z - share * wide * all_lean) * scale;
    return share;
}

// How much of a light reaches spots: see KeyShadow.visibility. `wanted` are those that face it.
static void NAME(shadowed)(
    const ck_raster_shadow *shadow, const floats point[3], const floats normal[3], ints wanted, floats *visible,
    floats *change_u, floats *change_v
) {
    const float texel = 1 / shadow->scale, lift = texel * 1.6f + 0.002f;
    floats lifted[3];
    UNROLL for (int i = 0; i < 3; i++) lifted[i] = FMA(normal[i], (floats)(lift), point[i]);
    const floats x = (NAME(along)(lifted, shadow->u) - shadow->origin[0]) * shadow->scale - 0.5f;
    const floats y = (NAME(along)(lifted, shadow->v) - shadow->origin[1]) * shadow->scale - 0.5f;
    const floats depth = -NAME(along)(lifted, shadow->to_light) - (texel * 1.3f + 0.004f);
    const float bound = (float)shadow->side - 18;
    const ints within = wanted & (x >= 17.0f) & (y >= 17.0f) & (x < bound) & (y < bound);
    *visible = SELECT(wanted, (floats)(1.0f), (floats)(0.0f));
    *change_u = *change_v = (floats)(0.0f);
    if (!NAME(bits)(within)) return;
    const ints column = NAME(to_ints)(SELECT(within, x, (floats)(17.0f)));
    const ints row = NAME(to_ints)(SELECT(within, y, (floats)(17.0f)));
    const int cells = shadow->side / shadow->cell;
    const int shift = __builtin_ctz((unsigned)shadow->cell);
    const ints cell = (row >> shift) * cells + (column >> shift);
    const floats nearest = NAME(gather)(shadow->ranges, cell * 2), farthest = NAME(gather)(shadow->ranges, cell * 2 + 1);
    const floats closest = NAME(gather)(shadow->closest, cell);
    const ints shaded = within & (depth > nearest);
    *visible = SELECT(shaded, (floats)(0.0f), *visible);
    uint32_t left = NAME(bits)(shaded & (depth <= farthest));
    // Every third lane of a row of the map's half size is every sixth texel.
    const ints coarse = (ints){-1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, 0};
    const int half_side = shadow->side / 2;
    while (left) {
        const int lane = __builtin_ctz(left);
        left &= left - 1;
        const float d = depth[lane], own_x = x[lane], own_y = y[lane];
        const int half_column = column[lane] / 2, half_row = row[lane] / 2;
        const float *half = shadow->halves + (size_t)half_row * (size_t)half_side + (size_t)half_column;
        // How far the things in the way are, on a coarse grid around the point.
        floats sum = (floats)(0.0f);
        int found = 0;
        UNROLL for (int dy = -6; dy <= 6; dy += 3) {
            const floats depths = LOAD(half + (ptrdiff_t)dy * half_side - 6);
            const ints near = coarse & (depths < d);
            sum += SELECT(near, depths, (floats)(0.0f));
            found += __builtin_popcount(NAME(bits)(near));
        }
        float radius = 1.6f;
        if (found > 0) {
            radius = (d - NAME(sum)(sum) / (float)found) * shadow->breadth * shadow->scale;
            radius = least(most(radius, 1.6f), 13);
        } else if (d <= closest[lane]) {
            // Nothing in the way up to the next cells' ends: the narrowest window sees light alone.
            (*visible)[lane] = 1;
            continue;
        }
        float by_u, by_v;
        if (radius > 5) {
            // A broad window shows nothing that half of the texels do not.
            (*visible)[lane] = NAME(filter)(
                half, half_side, d, own_x / 2 - (float)half_column, own_y / 2 - (float)half_row, radius / 2, &by_u, &by_v);
            by_u /= 2;
            by_v /= 2;
        } else {
            const float *middle = shadow->depths + (size_t)row[lane] * (size_t)shadow->side + (size_t)column[lane];
            (*visible)[lane] = NAME(filter)(
                middle, shadow->side, d, own_x - (float)column[lane], own_y - (float)row[lane], radius, &by_u, &by_v);
        }
        (*change_u)[lane] = by_u;
        (*change_v)[lane] = by_v;
    }
}

static void NAME(illuminate)(const ck_raster_frame *frame, const NAME(spots) *spots, ints kind, NAME(lights) *lights) {
    if (frame->has_occlusion) {
        const int width = frame->map_width, height = frame->map_height, stride = width + 32;
        const float scale = 1 / (float)frame->step;
        const floats u = NAME(least)(NAME(most)(spots->x * scale - 0.5f, (floats)(0.0f)), (floats)((float)(width - 1)));
        const floats v = NAME(least)(NAME(most)(spots->y * scale - 0.5f, (floats)(0.0f)), (floats)((float)(height - 1)));
        const ints column = NAME(to_ints)(u), row = NAME(to_ints)(v);
        const floats fx = u - NAME(of_ints)(column), fy = v - NAME(of_ints)(row);
        const float *depths = frame->map_depths + stride + 16, *open = frame->map_open + stride + 16;
        const ints first = row * stride + column;
        if (!NAME(bits)((fx != 0.0f) | (fy != 0.0f))) {
            lights->open = NAME(gather)(open, first);
        } else {
            // Of the four spots around it those that lie as deep.
            const ints right = SELECT_INTS(column < width - 1, first + 1, first);
            const ints down = SELECT_INTS(row < height - 1, (ints)(stride), (ints)(0));
            const ints places[4] = {first, right, first + down, right + down};
            const floats shares[4] = {(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy};
            const floats slack = 60 * NAME(inverse)(NAME(most)(spots->depth, (floats)(0.1f)));
            floats sum = (floats)(0.0f), weights = (floats)(0.0f);
            UNROLL for (int i = 0; i < 4; i++) {
                const floats away = NAME(gather)(depths, places[i]) - spots->depth;
                const floats weight = shares[i] * NAME(inverse)(0.0004f + away * away * slack) + 1e-9f;
                sum += weight * NAME(gather)(open, places[i]);
                weights += weight;
            }
            lights->open = sum * NAME(inverse)(weights);
        }
    } else {
        lights->open = (floats)(1.0f);
    }
    NAME(irradiance)(frame, spots->point, spots->normal, lights->ambient);
    // The field takes the top for open sky; a ceiling is lit by the whole room instead, and evenly.
    const ints ceiling = (kind & 512) != 0;
    UNROLL for (int i = 0; i < 3; i++) {
        lights->ambient[i] = SELECT(ceiling, 0.66f + lights->ambient[i] * 0.25f, lights->ambient[i]);
    }
    const ints faces = NAME(along)(spots->normal, frame->to_key) > 0.0f;
    NAME(shadowed)(&frame->key_shadow, spots->point, spots->normal, faces, &lights->key, &lights->key_u, &lights->key_v);
    lights->sun = (floats)(0.0f);
    if (frame->opening_count == 0) return;
    uint32_t left = NAME(bits)(NAME(along)(spots->normal, frame->to_sun) > 0.0f);
    floats through = (floats)(0.0f);
    while (left) {
        const int lane = __builtin_ctz(left);
        left &= left - 1;
        const float point[3] = {spots->point[0][lane], spots->point[1][lane], spots->point[2][lane]};
        through[lane] = sun_share(frame, point);
    }
    const ints lit = through > 0.0f;
    if (!NAME(bits)(lit)) return;
    floats visible, by_u, by_v;
    NAME(shadowed)(&frame->sun_shadow, spots->point, spots->normal, lit, &visible, &by_u, &by_v);
    lights->sun = through * visible;
}

// MARK: Colours

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

// The light that leaves spots toward the viewer: colour, and what falls on it.
static void NAME(finish)(
    const ck_raster_frame *frame, int class, const NAME(spots) *spots, const NAME(matter) *matter,
    const NAME(lights) *light, floats key, floats result[3], floats *alpha
) {
    *alpha = (floats)(1.0f);
    floats base[3] = {matter->red, matter->green, matter->blue};
    floats roughness = matter->roughness;
    switch (class) {
    case CK_CLASS_EVEN: break;
    case CK_CLASS_TEXTURE: NAME(texture_colour)(frame, spots, matter, base, alpha); break;
    case CK_CLASS_FLOOR: NAME(floor_colour)(frame, spots, base); break;
    case CK_CLASS_WALL:
        NAME(wall_colour)(frame, spots, base);
        roughness = SELECT(spots->point[2] < frame->tile_height, (floats)(0.22f), (floats)(1.0f));
        break;
    default: NAME(pattern)(class, spots, matter, base); break;
    }
    if (NAME(is_any)(matter->marked)) {
        static const float red[3] = {0.75f * 0.75f, 0.06f * 0.75f, 0.05f * 0.75f};
        UNROLL for (int i = 0; i < 3; i++) base[i] = SELECT(matter->marked > 0.0f, base[i] * 0.25f + red[i], base[i]);
    }
    const floats lambert = NAME(most)(NAME(along)(spots->normal, frame->to_key), (floats)(0.0f));
    // The finest shade dims the lamp a little too: it is broad.
    const floats lamp = lambert * key * (0.6f + 0.4f * light->open);
    const floats closed = (1 - light->open) * light->open * 0.35f, rest = 1 - matter->metalness;
    floats sunny = (floats)(0.0f);
    if (frame->opening_count > 0) {
        sunny = NAME(most)(NAME(along)(spots->normal, frame->to_sun), (floats)(0.0f)) * light->sun;
    }
    floats ambient[3], direct[3];
    UNROLL for (int i = 0; i < 3; i++) {
        // Pale things send some of the light on into their own seams, which so darken less.
        ambient[i] = light->ambient[i] * FMA(closed, base[i], light->open);
        direct[i] = frame->key[i] * lamp;
        const floats falling = ambient[i] + direct[i] + frame->sunlight[i] * sunny;
        result[i] = base[i] * FMA(falling, rest, matter->emission * 1.5f);
    }
    if (class == CK_CLASS_WALL) {
        for (int32_t number = 0; number < frame->pane_count; number++) {
            const ck_raster_opening *pane = frame->panes + number;
            const floats along = spots->point[1 - pane->axis], up = spots->point[2];
            const ints within = (NAME(magnitude)(spots->point[pane->axis] - pane->plane) < 0.02f) & (along > pane->low[0])
                & (along < pane->high[0]) & (up > pane->low[1]) & (up < pane->high[1]);
            if (!NAME(bits)(within)) continue;
            const floats rise = (up - pane->low[1]) * (1 / most(pane->high[1] - pane->low[1], 1e-3f));
            UNROLL for (int i = 0; i < 3; i++) {
                const float below = frame->sky_below[i];
                result[i] = SELECT(within, FMA(rise, (floats)(frame->sky_above[i] - below), (floats)(below)), result[i]);
            }
            roughness = SELECT(within, (floats)(1.0f), roughness);
        }
    }
    const ints shines = roughness < 0.86f;
    if (!NAME(bits)(shines)) return;
    // The lamp's highlight, and a blurred mirror image of a plain room: see StudioPainter.reflection.
    const floats facing = NAME(clamp)(NAME(dot)(spots->normal, spots->to_viewer)), away = 1 - facing;
    const floats square = away * away, smooth = 1 - roughness, steep = square * square * away;
    const floats mirrored = FMA(spots->normal[2], 2 * facing, -spots->to_viewer[2]);
    const floats height = NAME(clamp)(mirrored * 0.5f * NAME(inverse)(0.25f + 0.75f * roughness) + 0.5f);
    const floats ease = height * height * (3 - 2 * height);
    const floats level = NAME(least)((ambient[0] + ambient[1] + ambient[2]) * 0.55f, (floats)(1.0f));
    const floats gloss = level * SELECT(matter->metalness > 0.3f, (floats)(1.0f), smooth * (0.4f + 0.6f * smooth));
    floats half[3];
    UNROLL for (int i = 0; i < 3; i++) half[i] = spots->to_viewer[i] + frame->to_key[i];
    NAME(normalise)(half);
    const floats spread = NAME(most)(roughness * roughness, (floats)(0.02f)), wide = spread * spread;
    const floats nh = NAME(most)(NAME(dot)(spots->normal, half), (floats)(0.0f));
    const floats lh = NAME(most)(NAME(along)(half, frame->to_key), (floats)(0.1f));
    const floats narrow = FMA(nh * nh, wide - 1, (floats)(1.0f));
    const floats divisor = NAME(inverse)(NAME(most)(narrow * lh, (floats)(1e-6f)));
    const floats lobe = NAME(least)(wide * 0.25f * divisor * divisor, (floats)(6.0f));
    static const float low[3] = {0.34f, 0.28f, 0.22f}, high[3] = {0.78f, 0.86f, 0.95f};
    const floats edge = NAME(most)(smooth, (floats)(0.04f));
    UNROLL for (int i = 0; i < 3; i++) {
        const floats flat = FMA(base[i], matter->metalness, 0.04f * rest);
        const floats fresnel = FMA(edge - flat, steep, flat);
        const floats shine = fresnel * FMA(low[i] + high[i] * ease, gloss, direct[i] * lobe);
        result[i] += SELECT(shines, shine, (floats)(0.0f));
    }
}

// MARK: The ground behind the room

static void NAME(backdrop)(const ck_raster_frame *frame, floats x, floats y, floats result[3]) {
    const ck_raster_view *view = &frame->view;
    floats soft = (floats)(0.0f);
    if (!frame->is_inside) {
        const floats aside = (x - view->half_width) * (1 / view->focal), upward = (view->half_height - y) * (1 / view->focal);
        floats origin[3], way[3];
        UNROLL for (int i = 0; i < 3; i++) {
            const floats slant = FMA(aside, (floats)(view->right[i]), upward * view->up[i]);
            origin[i] = view->is_orthographic ? view->position[i] + slant : (floats)(view->position[i]);
            way[i] = view->is_orthographic ? (floats)(view->forward[i]) : view->forward[i] + slant;
        }
        const ints falls = way[2] < -1e-3f;
        const floats reach = (frame->ground_height - origin[2]) / SELECT(falls, way[2], (floats)(-1.0f));
        floats square = (floats)(0.0f);
        UNROLL for (int i = 0; i < 2; i++) {
            const floats place = FMA(way[i], reach, origin[i]) - frame->ground_centre[i];
            const floats outside = NAME(most)(NAME(magnitude)(place) - frame->ground_room[i] / 2, (floats)(0.0f));
            square += outside * outside;
        }
        const floats distance = square * NAME(rsqrt)(NAME(most)(square, (floats)(1e-12f))) * (1 / frame->ground_spread);
        soft = SELECT(falls & (reach > 0.0f), NAME(most)(1 - distance, (floats)(0.0f)), (floats)(0.0f));
    }
    const floats shade = 1 - 0.34f * soft * soft * soft;
    UNROLL for (int i = 0; i < 3; i++) result[i] = frame->ground[i] * shade;
}

// Two rows of a tile where nothing but ground is seen: sixteen squares of four pixels.
// Returns whether they lie out of the room's shade, which makes them all alike.
static int NAME(ground)(const ck_raster_frame *frame, int32_t left, int32_t top, float *colours) {
    typedef float four __attribute__((ext_vector_type(4), aligned(4)));
    floats light[3], rows[4];
    NAME(backdrop)(frame, NAME(of_ints)(LANE_NUMBERS) * 2 + (float)(left + 1), (floats)((float)(top + 1)), light);
    NAME(interleave)(light[0], light[1], light[2], rows);
    four *target = (four *)colours;
    const four *source = (const four *)rows;
    for (int lane = 0; lane < 16; lane++) {
        target[2 * lane] = target[2 * lane + 1] = source[lane];
        target[2 * lane + TILE] = target[2 * lane + 1 + TILE] = source[lane];
    }
    return !NAME(bits)((light[0] != frame->ground[0]) | (light[1] != frame->ground[1]));
}

// MARK: A tile

// Parts of pixels that are shaded on their own.
typedef struct NAME(parts) {
    uint32_t names[TILE * TILE * 4];
    float x[TILE * TILE * 4], y[TILE * TILE * 4], weights[TILE * TILE * 4];
    uint16_t places[TILE * TILE * 4];
    uint8_t classes[TILE * TILE * 4];
    int count;
} NAME(parts);

static ALWAYS_INLINE int NAME(class_of)(const ck_raster_frame *frame, uint32_t name) {
    return (int)(frame->opaque.triangles[name].material >> 24 & 31);
}

// Whether two triangles are pieces of one smooth surface; `cosine` is 63 * 63 times that of the angle allowed.
static ALWAYS_INLINE int NAME(is_alike)(const ck_raster_frame *frame, uint32_t a, uint32_t b, int32_t cosine) {
    if (a == b) return 1;
    if (a == NONE || b == NONE) return 0;
    const ck_raster_triangle *first = frame->opaque.triangles + a, *second = frame->opaque.triangles + b;
    if ((first->material ^ second->material) & ~CK_RASTER_BACK) return 0;
    return !((first->facing ^ second->facing) & CK_RASTER_NORMAL_BITS)
        || facing_product(first->facing, second->facing) > cosine;
}

// Takes a pixel apart: one part for each surface that its samples show.
static void NAME(take_apart)(
    const ck_raster_frame *frame, int32_t left, int32_t top, int place, const uint32_t names[4], NAME(parts) *parts
) {
    int done = 0;
    for (int first = 0; first < 4; first++) {
        if (done >> first & 1) continue;
        float x = 0, y = 0, count = 0;
        for (int sample = first; sample < 4; sample++) {
            if (!NAME(is_alike)(frame, names[sample], names[first], 3770)) continue;
            done |= 1 << sample;
            x += sample_x[sample];
            y += sample_y[sample];
            count += 1;
        }
        const int number = parts->count++;
        parts->names[number] = names[first];
        parts->x[number] = (float)(left + place % TILE) + x / count;
        parts->y[number] = (float)(top + place / TILE) + y / count;
        parts->weights[number] = count / 4;
        parts->places[number] = (uint16_t)place;
        parts->classes[number] = names[first] == NONE ? CK_CLASS_COUNT : (uint8_t)NAME(class_of)(frame, names[first]);
    }
}

typedef float NAME(four) __attribute__((ext_vector_type(4), aligned(4)));

static void NAME(shade_quads)(
    const ck_raster_frame *frame, int class, int32_t left, int32_t top, const uint16_t *quads, int count,
    const uint32_t *names, const uint32_t *mixed, float *colours
) {
    NAME(spots) spots[4], middle;
    uint32_t own[4][16];
    floats corner_x, corner_y;
    for (int lane = 0; lane < 16; lane++) {
        const int place = quads[lane < count ? lane : 0];
        ((float *)&corner_x)[lane] = (float)(left + place % TILE);
        ((float *)&corner_y)[lane] = (float)(top + place / TILE);
        UNROLL for (int p = 0; p < 4; p++) {
            const uint32_t name = names[place + (p & 1) + (p >> 1) * TILE];
            own[p][lane] = name & CK_RASTER_MIXED ? mixed[4 * (name & 0xFFFF) + (uint32_t)p] : name;
        }
    }
    for (int p = 0; p < 4; p++) {
        spots[p].x = corner_x + 0.5f + (float)(p & 1);
        spots[p].y = corner_y + 0.5f + (float)(p >> 1);
        NAME(locate)(frame, frame->opaque.triangles, own[p], &spots[p]);
    }
    NAME(matter) matter;
    NAME(fetch)(frame, spots[0].material, &matter);
    const int is_turned = NAME(bits)((matter.kind & 256) != 0) != 0;
    if (is_turned) {
        for (int p = 0; p < 4; p++) NAME(face)(&spots[p], matter.kind);
    }
    UNROLL for (int i = 0; i < 3; i++) {
        middle.point[i] = (spots[0].point[i] + spots[1].point[i] + spots[2].point[i] + spots[3].point[i]) * 0.25f;
        middle.normal[i] = spots[0].normal[i] + spots[1].normal[i] + spots[2].normal[i] + spots[3].normal[i];
    }
    NAME(normalise)(middle.normal);
    middle.depth = (spots[0].depth + spots[1].depth + spots[2].depth + spots[3].depth) * 0.25f;
    middle.x = corner_x + 1;
    middle.y = corner_y + 1;
    NAME(lights) lights;
    NAME(illuminate)(frame, &middle, matter.kind, &lights);
    const int is_edge = NAME(bits)((lights.key_u != 0.0f) | (lights.key_v != 0.0f)) != 0;
    for (int p = 0; p < 4; p++) {
        floats key = lights.key;
        if (is_edge) {
            // In the soft edge of a shadow the light runs on from the middle of the four.
            floats offset[3];
            UNROLL for (int i = 0; i < 3; i++) offset[i] = spots[p].point[i] - middle.point[i];
            const floats du = NAME(along)(offset, frame->key_shadow.u) * frame->key_shadow.scale;
            const floats dv = NAME(along)(offset, frame->key_shadow.v) * frame->key_shadow.scale;
            key = NAME(clamp)(key + lights.key_u * du + lights.key_v * dv);
        }
        floats light[3], alpha, rows[4];
        NAME(finish)(frame, class, &spots[p], &matter, &lights, key, light, &alpha);
        NAME(interleave)(light[0], light[1], light[2], rows);
        const NAME(four) *row = (const NAME(four) *)rows;
        const int offset = (p & 1) + (p >> 1) * TILE;
        for (int lane = 0; lane < count; lane++) {
            *(NAME(four) *)(colours + 4 * (quads[lane] + offset)) = row[lane];
        }
    }
}

static void NAME(shade_parts)(
    const ck_raster_frame *frame, int class, const NAME(parts) *parts, const uint16_t *order, int count, float *colours
) {
    NAME(spots) spots;
    uint32_t names[16];
    for (int lane = 0; lane < 16; lane++) {
        const int number = order[lane < count ? lane : 0];
        names[lane] = parts->names[number];
        ((float *)&spots.x)[lane] = parts->x[number];
        ((float *)&spots.y)[lane] = parts->y[number];
    }
    floats light[3], alpha, rows[4];
    if (class == CK_CLASS_COUNT) {
        NAME(backdrop)(frame, spots.x, spots.y, light);
    } else {
        NAME(locate)(frame, frame->opaque.triangles, names, &spots);
        NAME(matter) matter;
        NAME(fetch)(frame, spots.material, &matter);
        NAME(face)(&spots, matter.kind);
        NAME(lights) lights;
        NAME(illuminate)(frame, &spots, matter.kind, &lights);
        NAME(finish)(frame, class, &spots, &matter, &lights, lights.key, light, &alpha);
        // Clamped, so that one glaring sample does not spoil an edge.
        UNROLL for (int i = 0; i < 3; i++) light[i] = NAME(least)(light[i], (floats)(1.3f));
    }
    NAME(interleave)(light[0], light[1], light[2], rows);
    const NAME(four) *row = (const NAME(four) *)rows;
    for (int lane = 0; lane < count; lane++) {
        NAME(four) *target = (NAME(four) *)(colours + 4 * parts->places[order[lane]]);
        *target += row[lane] * parts->weights[order[lane]];
    }
}

static void NAME(raster_shade)(const ck_raster_frame *frame, int32_t tile, float *colours) {
    const int32_t left = tile % frame->columns * TILE, top = tile / frame->columns * TILE;
    const int32_t columns = smaller(TILE, frame->view.width - left), rows = smaller(TILE, frame->view.height - top);
    const uint32_t *names = frame->names + (size_t)tile * TILE * TILE;
    const uint32_t *mixed = frame->mixed + (size_t)tile * TILE * TILE * 4;
    uint16_t quads[CK_CLASS_COUNT + 1][TILE * TILE / 4];
    int counts[CK_CLASS_COUNT + 1] = {0};
    NAME(parts) parts;
    parts.count = 0;
    if (frame->opaque.starts[tile] == frame->opaque.starts[tile + 1]) {
        for (int row = 0; row < rows; row += 2) NAME(ground)(frame, left, top + row, colours + 4 * row * TILE);
        return;
    }
    memset(colours, 0, TILE * TILE * 4 * sizeof(float));
    for (int row = 0; row < rows; row += 2) {
        for (int column = 0; column < columns; column += 2) {
            const int place = row * TILE + column;
            if (row + 1 < rows && column + 1 < columns) {
                const uint32_t a = names[place], b = names[place + 1], c = names[place + TILE], d = names[place + TILE + 1];
                if (a == b && b == c && c == d && (a == NONE || !(a & CK_RASTER_MIXED))) {
                    const int class = a == NONE ? CK_CLASS_COUNT : NAME(class_of)(frame, a);
                    quads[class][counts[class]++] = (uint16_t)place;
                    continue;
                }
                const uint32_t four[4] = {a, b, c, d};
                const uint32_t first = a == NONE ? NONE : a & CK_RASTER_MIXED ? mixed[4 * (a & 0xFFFF)] : a;
                int is_smooth = first != NONE;
                for (int p = 0; p < 4 && is_smooth; p++) {
                    if (four[p] == NONE || !(four[p] & CK_RASTER_MIXED)) {
                        is_smooth = NAME(is_alike)(frame, four[p], first, 3493);
                        continue;
                    }
                    const uint32_t *samples = mixed + 4 * (four[p] & 0xFFFF);
                    for (int s = 0; s < 4; s++) is_smooth &= NAME(is_alike)(frame, samples[s], first, 3493);
                }
                if (is_smooth) {
                    const int class = NAME(class_of)(frame, first);
                    quads[class][counts[class]++] = (uint16_t)place;
                    continue;
                }
            }
            for (int p = 0; p < 4; p++) {
                const int x = column + (p & 1), y = row + (p >> 1);
                if (x >= columns || y >= rows) continue;
                const uint32_t name = names[y * TILE + x];
                uint32_t own[4] = {name, name, name, name};
                if (name != NONE && name & CK_RASTER_MIXED) memcpy(own, mixed + 4 * (name & 0xFFFF), sizeof own);
                NAME(take_apart)(frame, left, top, y * TILE + x, own, &parts);
            }
        }
    }
    for (int class = 0; class < CK_CLASS_COUNT; class++) {
        for (int start = 0; start < counts[class]; start += 16) {
            NAME(shade_quads)(
                frame, class, left, top, quads[class] + start, smaller(16, counts[class] - start), names, mixed, colours);
        }
    }
    for (int start = 0; start < counts[CK_CLASS_COUNT]; start += 16) {
        const int count = smaller(16, counts[CK_CLASS_COUNT] - start);
        const uint16_t *own = quads[CK_CLASS_COUNT] + start;
        floats x, y, light[3], four[4];
        for (int lane = 0; lane < 16; lane++) {
            const int place = own[lane < count ? lane : 0];
            ((float *)&x)[lane] = (float)(left + place % TILE + 1);
            ((float *)&y)[lane] = (float)(top + place / TILE + 1);
        }
        NAME(backdrop)(frame, x, y, light);
        NAME(interleave)(light[0], light[1], light[2], four);
        const NAME(four) *row = (const NAME(four) *)four;
        for (int lane = 0; lane < count; lane++) {
            for (int p = 0; p < 4; p++) {
                *(NAME(four) *)(colours + 4 * (own[lane] + (p & 1) + (p >> 1) * TILE)) = row[lane];
            }
        }
    }
    if (parts.count == 0) return;
    // Parts of pixels, class by class.
    uint16_t order[TILE * TILE * 4];
    int ends[CK_CLASS_COUNT + 2] = {0};
    for (int number = 0; number < parts.count; number++) ends[parts.classes[number] + 1]++;
    for (int class = 0; class <= CK_CLASS_COUNT; class++) ends[class + 1] += ends[class];
    for (int number = 0; number < parts.count; number++) order[ends[parts.classes[number]]++] = (uint16_t)number;
    for (int class = 0, start = 0; class <= CK_CLASS_COUNT; class++) {
        for (; start < ends[class]; start += 16) {
            const int count = smaller(16, ends[class] - start);
            NAME(shade_parts)(frame, class, &parts, order + start, count, colours);
            if (count < 16) {
                start = ends[class];
                break;
            }
        }
    }
}

// MARK: Layers

// Lays sixteen spots of one list over their pixels, each by its share of the pixel, the first ones first.
static void NAME(lay)(
    const ck_raster_frame *frame, const ck_raster_list *list, int is_ghost, int32_t left, int32_t top,
    const uint32_t *names, const uint16_t *places, const float *shares, int count, float *colours
) {
    NAME(spots) spots;
    uint32_t own[16];
    for (int lane = 0; lane < 16; lane++) {
        const int number = lane < count ? lane : 0;
        own[lane] = names[number];
        ((float *)&spots.x)[lane] = (float)(left + places[number] % TILE) + 0.5f;
        ((float *)&spots.y)[lane] = (float)(top + places[number] / TILE) + 0.5f;
    }
    const uint32_t word = list->triangles[own[0]].material;
    NAME(locate)(frame, list->triangles, own, &spots);
    NAME(matter) matter;
    NAME(fetch)(frame, spots.material, &matter);
    NAME(face)(&spots, matter.kind);
    NAME(lights) lights;
    NAME(illuminate)(frame, &spots, matter.kind, &lights);
    floats light[3], alpha, rows[4], opacity;
    NAME(finish)(frame, (int)(word >> 24 & 31), &spots, &matter, &lights, lights.key, light, &alpha);
    if (is_ghost) {
        opacity = (floats)(frame->ghost_opacity);
    } else {
        alpha *= frame->alphas[2 * (word & CK_RASTER_MATERIAL_BITS)];
        // Clear things mirror more at a slant, and are seen there.
        const floats away = 1 - NAME(clamp)(NAME(dot)(spots.normal, spots.to_viewer));
        const floats sheen = SELECT(matter.roughness < 0.3f, 0.35f * away * away * away, (floats)(0.0f));
        opacity = SELECT(alpha > 0.002f, NAME(least)(FMA(1 - alpha, sheen, alpha), (floats)(1.0f)), (floats)(0.0f));
    }
    NAME(interleave)(light[0], light[1], light[2], rows);
    const NAME(four) *row = (const NAME(four) *)rows;
    for (int lane = 0; lane < count; lane++) {
        NAME(four) *target = (NAME(four) *)(colours + 4 * places[lane]);
        *target += (row[lane] - *target) * (opacity[lane] * shares[lane]);
    }
}

static void NAME(raster_lay)(const ck_raster_frame *frame, int32_t tile, float *colours) {
    const int32_t left = tile % frame->columns * TILE, top = tile / frame->columns * TILE;
    const floats *near = (const floats *)(frame->nearness + (size_t)tile * TILE * TILE * 4);
    floats own[TILE * TILE / 4];
    ints seen[TILE * TILE / 4];
    uint32_t names[TILE * TILE * 4];
    uint16_t places[TILE * TILE * 4];
    float shares[TILE * TILE * 4];
    const ck_raster_list *list = &frame->translucent;
    for (uint32_t entry = list->starts[tile]; entry < list->starts[tile + 1]; entry++) {
        // One triangle at a time: what is nearer comes later.
        const uint32_t name = list->entries[entry];
        const ck_raster_triangle *t = list->triangles + name;
        const int32_t y0 = (smaller(t->y[0], smaller(t->y[1], t->y[2])) >> 8) - top;
        const int32_t y1 = (greater(t->y[0], greater(t->y[1], t->y[2])) >> 8) - top;
        const int first = greater(y0, 0) * (TILE / 4), last = (smaller(y1, TILE - 1) + 1) * (TILE / 4);
        if (first >= last) continue;
        memcpy(own + first, near + first, (size_t)(last - first) * sizeof *own);
        memset(seen + first, 0xFF, (size_t)(last - first) * sizeof *seen);
        NAME(draw_one)(frame, t, 0, left, top, own, seen);
        int count = 0;
        for (int place = first; place < last; place++) {
            const uint32_t bits = NAME(bits)(seen[place] == 0);
            for (int p = 0; p < 4 && bits; p++) {
                const uint32_t samples = bits >> (4 * p) & 15;
                if (!samples) continue;
                names[count] = name;
                places[count] = (uint16_t)(4 * place + p);
                shares[count++] = (float)__builtin_popcount(samples) / 4;
            }
        }
        for (int start = 0; start < count; start += 16) {
            NAME(lay)(
                frame, list, 0, left, top, names + start, places + start, shares + start, smaller(16, count - start), colours);
        }
    }
    list = &frame->ghosts;
    if (list->starts[tile] == list->starts[tile + 1]) return;
    // Of ghosts only the nearest surface, so that a thing of many parts is as faint as one of few.
    memcpy(own, near, sizeof own);
    memset(seen, 0xFF, sizeof seen);
    NAME(draw)(frame, list, tile, own, seen);
    uint32_t present = 0, last = NONE;
    for (int sample = 0; sample < TILE * TILE * 4; sample++) {
        const uint32_t name = ((const uint32_t *)seen)[sample];
        if (name == last || name == NONE) continue;
        last = name;
        present |= 1u << (list->triangles[name].material >> 24 & 31);
    }
    // Those of one class are laid together.
    for (int class = 0; class < CK_CLASS_COUNT; class++) {
        if (!(present >> class & 1)) continue;
        int count = 0;
        for (int place = 0; place < TILE * TILE; place++) {
            const uint32_t *samples = (const uint32_t *)seen + 4 * place;
            int done = 0;
            for (int sample = 0; sample < 4; sample++) {
                if (done >> sample & 1 || samples[sample] == NONE) continue;
                int alike = 0;
                for (int other = sample; other < 4; other++) {
                    if (samples[other] != samples[sample]) continue;
                    done |= 1 << other;
                    alike++;
                }
                const int own_class = (int)(list->triangles[samples[sample]].material >> 24 & 31);
                if (own_class != class) continue;
                names[count] = samples[sample];
                places[count] = (uint16_t)place;
                shares[count++] = (float)alike / 4;
            }
        }
        for (int start = 0; start < count; start += 16) {
            NAME(lay)(
                frame, list, 1, left, top, names + start, places + start, shares + start, smaller(16, count - start), colours);
        }
    }
}

// MARK: Bytes

// The sRGB curve by roots: within half a step of 1/255 (I. Taylor, "sRGB Approximations for HLSL", 2012).
static ALWAYS_INLINE floats NAME(encode)(floats x) {
    const floats positive = NAME(most)(x, (floats)(1e-9f));
    const floats root = positive * NAME(rsqrt)(positive), fourth = root * NAME(rsqrt)(root);
    const floats eighth = fourth * NAME(rsqrt)(fourth);
    const floats curve = 0.662002687f * root + 0.684122060f * fourth - 0.323583601f * eighth - 0.0225411470f * x;
    return SELECT(x <= 0.0031308f, x * 12.92f, curve);
}

static void NAME(raster_tone)(
    const float *colours, int32_t columns, int32_t rows, uint8_t *pixels, size_t row_bytes
) {
    const float start = 0.76f, rest = 1 - start;
    for (int32_t row = 0; row < rows; row++) {
        for (int32_t first = 0; first < columns; first += 16) {
            const floats *source = (const floats *)(const void *)(colours + 4 * (row * TILE + first));
            floats rows_of_four[4], light[3];
            UNROLL for (int i = 0; i < 4; i++) rows_of_four[i] = LOAD((const float *)(source + i));
            NAME(separate)(rows_of_four, &light[0], &light[1], &light[2]);
            UNROLL for (int i = 0; i < 3; i++) light[i] = NAME(most)(light[i], (floats)(0.0f));
            const floats peak = NAME(most)(NAME(most)(light[0], light[1]), light[2]);
            const ints glares = peak > start;
            if (NAME(bits)(glares)) {
                const floats bent = 1 - rest * rest * NAME(inverse)(peak + (rest - start));
                const floats grey = 1 - NAME(inverse)(0.15f * (peak - bent) + 1);
                const floats scale = bent * NAME(inverse)(NAME(most)(peak, (floats)(start)));
                UNROLL for (int i = 0; i < 3; i++) {
                    const floats scaled = light[i] * scale;
                    light[i] = SELECT(glares, FMA(bent - scaled, grey, scaled), light[i]);
                }
            }
            ints packed = (ints)(0);
            UNROLL for (int i = 0; i < 3; i++) {
                const floats coded = NAME(clamp)(NAME(encode)(light[i])) * 255 + 0.5f;
                packed |= NAME(to_ints)(coded) << (8 * i);
            }
            typedef uint8_t bytes __attribute__((ext_vector_type(64)));
            const bytes four = __builtin_bit_cast(bytes, packed);
            const bytes three = __builtin_shufflevector(
                four, four, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22, 24, 25, 26, 28, 29, 30, 32, 33, 34,
                36, 37, 38, 40, 41, 42, 44, 45, 46, 48, 49, 50, 52, 53, 54, 56, 57, 58, 60, 61, 62, -1, -1, -1, -1, -1, -1, -1,
                -1, -1, -1, -1, -1, -1, -1, -1, -1);
            uint8_t *target = pixels + (size_t)row * row_bytes + 3 * (size_t)first;
            if (columns - first >= 16) {
                memcpy(target, &three, 48);
            } else {
                memcpy(target, &three, (size_t)(3 * (columns - first)));
            }
        }
    }
}

static void NAME(raster_ground)(const ck_raster_frame *frame, int32_t tile, uint8_t *pixels, size_t row_bytes) {
    const int32_t left = tile % frame->columns * TILE, top = tile / frame->columns * TILE;
    const int32_t columns = smaller(TILE, frame->view.width - left), rows = smaller(TILE, frame->view.height - top);
    floats colours[TILE * 2 / 4];
    uint8_t even[TILE * 3];
    int is_known = 0;
    for (int32_t row = 0; row < rows; row += 2) {
        uint8_t *target = pixels + (size_t)row * row_bytes;
        const int is_even = NAME(ground)(frame, left, top + row, (float *)colours);
        const int32_t count = smaller(2, rows - row);
        if (is_even && is_known) {
            for (int32_t line = 0; line < count; line++) memcpy(target + (size_t)line * row_bytes, even, (size_t)columns * 3);
            continue;
        }
        NAME(raster_tone)((const float *)colours, columns, count, target, row_bytes);
        if (!is_even) continue;
        memcpy(even, target, (size_t)columns * 3);
        is_known = 1;
    }
}

#undef NAME
#undef FMA
#undef LOWER
#undef UPPER
#undef EVEN_OF_FOUR
#undef ODD_OF_FOUR
#undef FIRST_HALVES
#undef SECOND_HALVES
