// Light that falls on spots, sixteen at a time; included by raster_template.h. The plain form: LightField, KeyShadow
// in Sources/Rendering.

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
