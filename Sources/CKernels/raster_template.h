// The renderer's kernels, written once over sixteen lanes; raster.c includes this file once for each instruction set
// with NAME(x), FMA(a, b, c) and FORM_PORTABLE, FORM_AVX2 or FORM_AVX512 defined.

// MARK: What the instruction sets have of their own

// One bit a lane of a mask.
static ALWAYS_INLINE uint32_t NAME(bits)(ints mask) {
#if defined(FORM_AVX512)
    return (uint32_t)_mm512_movepi32_mask(__builtin_bit_cast(__m512i, mask));
#elif defined(FORM_AVX2)
    // Through values of their own: a cast of a half's bits reads the whole's first ones.
    typedef int32_t half __attribute__((ext_vector_type(8)));
    const half low = mask.lo, high = mask.hi;
    return (uint32_t)_mm256_movemask_ps(__builtin_bit_cast(__m256, low))
        | (uint32_t)_mm256_movemask_ps(__builtin_bit_cast(__m256, high)) << 8;
#else
    uint32_t result = 0;
    for (int lane = 0; lane < 16; lane++) result |= (uint32_t)(mask[lane] < 0) << lane;
    return result;
#endif
}

static ALWAYS_INLINE floats NAME(gather)(const float *base, ints index) {
#if defined(FORM_AVX512)
    return __builtin_bit_cast(floats, _mm512_i32gather_ps(__builtin_bit_cast(__m512i, index), base, 4));
#else
    floats result;
    for (int lane = 0; lane < 16; lane++) result[lane] = base[index[lane]];
    return result;
#endif
}

// 1 / sqrt(x), for x > 0.
static ALWAYS_INLINE floats NAME(rsqrt)(floats x) {
#if defined(FORM_AVX512)
    floats guess = __builtin_bit_cast(floats, _mm512_rsqrt14_ps(__builtin_bit_cast(__m512, x)));
    return guess * (1.5f - 0.5f * x * guess * guess);
#else
    return 1 / __builtin_elementwise_sqrt(x);
#endif
}

static ALWAYS_INLINE floats NAME(inverse)(floats x) {
#if defined(FORM_AVX512)
    floats guess = __builtin_bit_cast(floats, _mm512_rcp14_ps(__builtin_bit_cast(__m512, x)));
    return guess * (2 - x * guess);
#else
    return 1 / x;
#endif
}

static ALWAYS_INLINE floats NAME(floor)(floats x) { return __builtin_elementwise_floor(x); }
static ALWAYS_INLINE floats NAME(least)(floats a, floats b) { return SELECT(a < b, a, b); }
static ALWAYS_INLINE floats NAME(most)(floats a, floats b) { return SELECT(a > b, a, b); }
static ALWAYS_INLINE floats NAME(clamp)(floats x) { return NAME(least)(NAME(most)(x, (floats)(0.0f)), (floats)(1.0f)); }
static ALWAYS_INLINE floats NAME(magnitude)(floats x) { return AS_FLOATS(AS_INTS(x) & 0x7FFFFFFF); }
static ALWAYS_INLINE floats NAME(of_ints)(ints x) { return __builtin_convertvector(x, floats); }
static ALWAYS_INLINE float NAME(sum)(floats x) {
    const eight_floats half = x.lo + x.hi;
    const four_floats quarter = half.lo + half.hi;
    const two_floats eighth = quarter.lo + quarter.hi;
    return eighth.x + eighth.y;
}
// The sums of four vectors at once.
static ALWAYS_INLINE four_floats NAME(four_sums)(floats a, floats b, floats c, floats d) {
    const eight_floats a8 = a.lo + a.hi, b8 = b.lo + b.hi, c8 = c.lo + c.hi, d8 = d.lo + d.hi;
    const eight_floats ab = __builtin_shufflevector(a8, b8, 0, 1, 2, 3, 8, 9, 10, 11)
        + __builtin_shufflevector(a8, b8, 4, 5, 6, 7, 12, 13, 14, 15);
    const eight_floats cd = __builtin_shufflevector(c8, d8, 0, 1, 2, 3, 8, 9, 10, 11)
        + __builtin_shufflevector(c8, d8, 4, 5, 6, 7, 12, 13, 14, 15);
    const eight_floats pairs = __builtin_shufflevector(ab, cd, 0, 1, 4, 5, 8, 9, 12, 13)
        + __builtin_shufflevector(ab, cd, 2, 3, 6, 7, 10, 11, 14, 15);
    return __builtin_shufflevector(pairs, pairs, 0, 2, 4, 6) + __builtin_shufflevector(pairs, pairs, 1, 3, 5, 7);
}
static ALWAYS_INLINE ints NAME(to_ints)(floats x) { return __builtin_convertvector(x, ints); }

#define LOWER 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define UPPER 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31

// Rows to columns: four perfect shuffles.
static ALWAYS_INLINE void NAME(transpose)(floats m[16]) {
    floats other[16];
    UNROLL for (int pass = 0; pass < 2; pass++) {
        UNROLL for (int i = 0; i < 8; i++) {
            other[2 * i] = __builtin_shufflevector(m[i], m[i + 8], LOWER);
            other[2 * i + 1] = __builtin_shufflevector(m[i], m[i + 8], UPPER);
        }
        UNROLL for (int i = 0; i < 8; i++) {
            m[2 * i] = __builtin_shufflevector(other[i], other[i + 8], LOWER);
            m[2 * i + 1] = __builtin_shufflevector(other[i], other[i + 8], UPPER);
        }
    }
}

// Three columns as sixteen rows of four (the fourth 1): rows 4 i ... 4 i + 3 are in result[i].
static ALWAYS_INLINE void NAME(interleave)(floats x, floats y, floats z, floats result[4]) {
    const floats one = (floats)(1.0f);
    floats xz0 = __builtin_shufflevector(x, z, LOWER), xz1 = __builtin_shufflevector(x, z, UPPER);
    floats yw0 = __builtin_shufflevector(y, one, LOWER), yw1 = __builtin_shufflevector(y, one, UPPER);
    result[0] = __builtin_shufflevector(xz0, yw0, LOWER);
    result[1] = __builtin_shufflevector(xz0, yw0, UPPER);
    result[2] = __builtin_shufflevector(xz1, yw1, LOWER);
    result[3] = __builtin_shufflevector(xz1, yw1, UPPER);
}

#define EVEN_OF_FOUR 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29
#define ODD_OF_FOUR 2, 6, 10, 14, 18, 22, 26, 30, 3, 7, 11, 15, 19, 23, 27, 31
#define FIRST_HALVES 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23
#define SECOND_HALVES 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31

// Sixteen rows of four as three columns.
static ALWAYS_INLINE void NAME(separate)(const floats rows[4], floats *x, floats *y, floats *z) {
    floats xy0 = __builtin_shufflevector(rows[0], rows[1], EVEN_OF_FOUR);
    floats xy1 = __builtin_shufflevector(rows[2], rows[3], EVEN_OF_FOUR);
    floats z0 = __builtin_shufflevector(rows[0], rows[1], ODD_OF_FOUR);
    floats z1 = __builtin_shufflevector(rows[2], rows[3], ODD_OF_FOUR);
    *x = __builtin_shufflevector(xy0, xy1, FIRST_HALVES);
    *y = __builtin_shufflevector(xy0, xy1, SECOND_HALVES);
    *z = __builtin_shufflevector(z0, z1, FIRST_HALVES);
}

// MARK: Vertices

static void NAME(raster_project)(
    const ck_raster_view *view, const float *x, const float *y, const float *z, size_t count, int32_t *screen_x,
    int32_t *screen_y, float *nearness
) {
    const int is_flat = view->is_orthographic;
    const float *right = view->right, *up = view->up, *forward = view->forward;
    for (size_t start = 0; start < count; start += 16) {
        floats px, py, pz;
        const size_t left = count - start;
        if (left >= 16) {
            px = LOAD(x + start), py = LOAD(y + start), pz = LOAD(z + start);
        } else {
            px = py = pz = (floats)(0.0f);
            memcpy(&px, x + start, left * 4);
            memcpy(&py, y + start, left * 4);
            memcpy(&pz, z + start, left * 4);
        }
        px -= view->position[0];
        py -= view->position[1];
        pz -= view->position[2];
        floats a = FMA(pz, (floats)(right[2]), FMA(py, (floats)(right[1]), px * right[0]));
        floats b = FMA(pz, (floats)(up[2]), FMA(py, (floats)(up[1]), px * up[0]));
        floats depth = FMA(pz, (floats)(forward[2]), FMA(py, (floats)(forward[1]), px * forward[0]));
        floats bound_x = (floats)(view->limit_x), bound_y = (floats)(view->limit_y);
        if (!is_flat) bound_x *= depth, bound_y *= depth;
        ints held = (depth >= view->near_depth) & (NAME(magnitude)(a) <= bound_x) & (NAME(magnitude)(b) <= bound_y);
        if (is_flat) held &= depth <= 1.98f * view->far_depth;
        floats scale = is_flat ? (floats)(1.0f) : 1 / SELECT(held, depth, (floats)(1.0f));
        floats near = is_flat ? 1 - depth * (1 / (2 * view->far_depth)) : scale;
        floats sx = (view->half_width + view->focal * a * scale) * 256;
        floats sy = (view->half_height - view->focal * b * scale) * 256;
        sx = SELECT(held, sx, (floats)(0.0f));
        sy = SELECT(held, sy, (floats)(0.0f));
        // To the nearest: floor of a half more.
        ints ix = SELECT_INTS(held, NAME(to_ints)(NAME(floor)(sx + 0.5f)), (ints)(INT32_MIN));
        ints iy = NAME(to_ints)(NAME(floor)(sy + 0.5f));
        const size_t bytes = (left < 16 ? left : 16) * 4;
        memcpy(screen_x + start, &ix, bytes);
        memcpy(screen_y + start, &iy, bytes);
        memcpy(nearness + start, &near, bytes);
    }
}

// MARK: Filling

// Draws a triangle into nearness and names: four pixels of four samples each lie in a row.
static ALWAYS_INLINE void NAME(draw_one)(
    const ck_raster_frame *frame, const ck_raster_triangle *t, uint32_t name, int32_t left, int32_t top, floats *near,
    ints *names
) {
    floats lane_x, lane_y;
    UNROLL for (int lane = 0; lane < 16; lane++) {
        lane_x[lane] = (float)(lane / 4) + sample_x[lane % 4];
        lane_y[lane] = sample_y[lane % 4];
    }
    int32_t x0 = smaller(t->x[0], smaller(t->x[1], t->x[2])) >> 8, x1 = greater(t->x[0], greater(t->x[1], t->x[2])) >> 8;
    int32_t y0 = smaller(t->y[0], smaller(t->y[1], t->y[2])) >> 8, y1 = greater(t->y[0], greater(t->y[1], t->y[2])) >> 8;
    x0 = greater(x0 - left, 0), x1 = smaller(x1 - left, TILE - 1);
    y0 = greater(y0 - top, 0), y1 = smaller(y1 - top, TILE - 1);
    float a[3], b[3], c[3], lowest = 0, highest = 0;
    UNROLL for (int i = 0; i < 3; i++) {
        const int j = i == 2 ? 0 : i + 1, k = i == 0 ? 2 : i - 1;
        int64_t da = t->y[j] - t->y[k], db = t->x[k] - t->x[j];
        int64_t dc = -(da * (t->x[j] - left * 256) + db * (t->y[j] - top * 256));
        // Top edges run right, left edges run up; they own their points, the others need a hair more. Edge functions
        // are multiples of 32 at samples, so that half of it is a hair.
        dc -= da > 0 || (da == 0 && db > 0) ? 0 : 16;
        a[i] = (float)da * 256;
        b[i] = (float)db * 256;
        c[i] = (float)dc;
        const float ax0 = a[i] * (float)x0, ax1 = a[i] * (float)(x1 + 1);
        const float by0 = b[i] * (float)y0, by1 = b[i] * (float)(y1 + 1);
        const float low = c[i] + least(ax0, ax1) + least(by0, by1), high = c[i] + most(ax0, ax1) + most(by0, by1);
        lowest = i == 0 ? low : least(lowest, low);
        highest = i == 0 ? high : least(highest, high);
    }
    if (highest < 0) return;
    const float depth = t->nearness[0] + t->slope[0] * ((float)(left * 256 - t->x[0]) * (1.0f / 256))
        + t->slope[1] * ((float)(top * 256 - t->y[0]) * (1.0f / 256));
    const floats depths = FMA(lane_x, (floats)(t->slope[0]), FMA(lane_y, (floats)(t->slope[1]), (floats)(depth)));
    const ints name_lanes = (ints)((int32_t)name);
    const int g0 = x0 / 4, g1 = x1 / 4;
    if (lowest >= 0) {
        // It covers all of its box in this tile; the first and last groups of four pixels may reach out of the box.
        const floats first = (floats)((float)x0), last = (floats)((float)(x1 + 1));
        for (int row = y0; row <= y1; row++) {
            const floats line = FMA((floats)(t->slope[1]), (floats)((float)row), depths);
            for (int g = g0; g <= g1; g++) {
                const floats z = FMA((floats)(t->slope[0]), (floats)(4.0f * (float)g), line);
                const int place = row * (TILE / 4) + g;
                ints seen = z > near[place];
                const floats x = lane_x + 4.0f * (float)g;
                seen &= (x >= first) & (x < last);
                if (t->material & CK_RASTER_MASK) {
                    for (int p = 0; p < 4; p++) {
                        if (is_there(frame, t, (float)(left + 4 * g + p) + 0.5f, (float)(top + row) + 0.5f)) continue;
                        for (int s = 0; s < 4; s++) seen[4 * p + s] = 0;
                    }
                }
                near[place] = SELECT(seen, z, near[place]);
                names[place] = SELECT_INTS(seen, name_lanes, names[place]);
            }
        }
        return;
    }
    const floats e0 = FMA(lane_x, (floats)(a[0]), FMA(lane_y, (floats)(b[0]), (floats)(c[0])));
    const floats e1 = FMA(lane_x, (floats)(a[1]), FMA(lane_y, (floats)(b[1]), (floats)(c[1])));
    const floats e2 = FMA(lane_x, (floats)(a[2]), FMA(lane_y, (floats)(b[2]), (floats)(c[2])));
    const int is_broad = g1 - g0 > 1;
    float slants[3];
    if (is_broad) {
        for (int i = 0; i < 3; i++) slants[i] = a[i] != 0 ? -1 / a[i] : 0;
    }
    for (int row = y0; row <= y1; row++) {
        int from = g0, to = g1;
        const float y = (float)row;
        if (is_broad) {
            // The columns in which a sample may be inside: the edges' crossings with the row, a pixel wider.
            float low = (float)x0, high = (float)x1;
            int is_empty = 0;
            for (int i = 0; i < 3; i++) {
                const float height = most(b[i] * y, b[i] * (y + 1)) + c[i];
                if (a[i] > 0) {
                    low = most(low, height * slants[i] - 1.01f);
                } else if (a[i] < 0) {
                    high = least(high, height * slants[i] + 0.01f);
                } else if (height < 0) {
                    is_empty = 1;
                }
            }
            if (is_empty || !(low <= high)) continue;
            from = greater((int)low / 4, g0), to = smaller((int)high / 4, g1);
        }
        const floats r = (floats)(y);
        const floats line0 = FMA((floats)(b[0]), r, e0), line1 = FMA((floats)(b[1]), r, e1);
        const floats line2 = FMA((floats)(b[2]), r, e2), line = FMA((floats)(t->slope[1]), r, depths);
        for (int g = from; g <= to; g++) {
            const floats x = (floats)(4.0f * (float)g);
            const floats f0 = FMA((floats)(a[0]), x, line0), f1 = FMA((floats)(a[1]), x, line1);
            const floats f2 = FMA((floats)(a[2]), x, line2), z = FMA((floats)(t->slope[0]), x, line);
            const int place = row * (TILE / 4) + g;
            ints seen = (f0 >= 0.0f) & (f1 >= 0.0f) & (f2 >= 0.0f) & (z > near[place]);
            if (t->material & CK_RASTER_MASK) {
                const uint32_t any = NAME(bits)(seen);
                for (int p = 0; p < 4; p++) {
                    if (!(any >> (4 * p) & 15)) continue;
                    if (is_there(frame, t, (float)(left + 4 * g + p) + 0.5f, (float)(top + row) + 0.5f)) continue;
                    for (int s = 0; s < 4; s++) seen[4 * p + s] = 0;
                }
            }
            near[place] = SELECT(seen, z, near[place]);
            names[place] = SELECT_INTS(seen, name_lanes, names[place]);
        }
    }
}

static void NAME(draw)(
    const ck_raster_frame *frame, const ck_raster_list *list, int32_t tile, floats *near, ints *names
) {
    const int32_t left = tile % frame->columns * TILE, top = tile / frame->columns * TILE;
    for (uint32_t entry = list->starts[tile]; entry < list->starts[tile + 1]; entry++) {
        const uint32_t name = list->entries[entry];
        NAME(draw_one)(frame, list->triangles + name, name, left, top, near, names);
    }
}

static void NAME(raster_fill)(const ck_raster_frame *frame, int32_t tile) {
    const int32_t left = tile % frame->columns * TILE, top = tile / frame->columns * TILE;
    uint32_t *out = frame->names + (size_t)tile * TILE * TILE;
    const int step = frame->step, across = TILE / step, map_stride = frame->map_width + 32;
    const int map_columns = smaller(across, frame->map_width - left / step);
    const int map_rows = smaller(across, frame->map_height - top / step);
    float *map = frame->map_depths + (size_t)(top / step + 1) * map_stride + left / step + 16;
    const int keeps = frame->keeps_nearness && frame->keeps_nearness[tile];
    if (frame->opaque.starts[tile] == frame->opaque.starts[tile + 1] && !keeps) {
        memset(out, 0xFF, TILE * TILE * sizeof(uint32_t));
        return;
    }
    floats near[TILE * TILE / 4];
    ints names[TILE * TILE / 4];
    memset(near, 0, sizeof near);
    memset(names, 0xFF, sizeof names);
    NAME(draw)(frame, &frame->opaque, tile, near, names);
    // One name a pixel.
    uint32_t count = 0;
    uint32_t *mixed = frame->mixed + (size_t)tile * TILE * TILE * 4;
    for (int place = 0; place < TILE * TILE / 4; place++) {
        const ints own = names[place];
        const ints first = __builtin_shufflevector(own, own, 0, 0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 8, 12, 12, 12, 12);
        const uint32_t differ = NAME(bits)(own != first);
        if (!differ) {
            typedef int32_t four __attribute__((ext_vector_type(4)));
            const four pixels = __builtin_shufflevector(own, own, 0, 4, 8, 12);
            memcpy(out + 4 * place, &pixels, sizeof pixels);
            continue;
        }
        for (int p = 0; p < 4; p++) {
            const int is_mixed = (differ >> (4 * p) & 15) != 0;
            if (!is_mixed) {
                out[4 * place + p] = (uint32_t)own[4 * p];
                continue;
            }
            out[4 * place + p] = CK_RASTER_MIXED | count;
            memcpy(mixed + 4 * count, (const int32_t *)&names[place] + 4 * p, 16);
            count++;
        }
    }
    // The map takes the sample nearest to the middle of each of its squares.
    const float *samples = (const float *)near;
    for (int row = 0; row < map_rows; row++) {
        for (int column = 0; column < map_columns; column++) {
            const int x = column * step + step / 2 - 1, y = row * step + step / 2;
            const float value = samples[(y * TILE + x) * 4 + 1];
            map[(size_t)row * map_stride + column] = value > 0 ? depth_of(&frame->view, value) : 1e9f;
        }
    }
    if (keeps) memcpy(frame->nearness + (size_t)tile * TILE * TILE * 4, near, sizeof near);
}

// MARK: Occlusion: see OcclusionMap

static void NAME(raster_occlusion)(const ck_raster_frame *frame, int32_t y) {
    const int32_t width = frame->map_width, height = frame->map_height, stride = width + 32;
    const ck_raster_view *view = &frame->view;
    const float focal = view->focal / (float)frame->step, reach = 0.28f;
    const float middle_x = view->half_width / (float)frame->step, middle_y = view->half_height / (float)frame->step;
    const int is_flat = view->is_orthographic;
    const float *origin = frame->map_depths + stride + 16, *line = origin + (size_t)y * stride;
    float *out = frame->map_raw + (size_t)(y + 1) * stride + 16;
    static const int pattern[16] = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};
    floats directions_x[6], directions_y[6], near_length, far_length;
    UNROLL for (int lane = 0; lane < 16; lane++) {
        const int turn = pattern[(y & 3) * 4 + (lane & 3)];
        UNROLL for (int way = 0; way < 6; way++) {
            const int place = way * 16 + turn;
            directions_x[way][lane] = turns[place];
            directions_y[way][lane] = turns[(place + 72) % 96];
        }
        near_length[lane] = 0.22f + 0.018f * (float)turn;
        far_length[lane] = 0.7f + 0.018f * (float)turn;
    }
    const floats lanes = NAME(of_ints)(LANE_NUMBERS);
    for (int32_t start = 0; start < width; start += 16) {
        const floats depth = LOAD(line + start);
        const ints there = depth < 1e8f;
        if (!NAME(bits)(there)) {
            STORE(out + start, (floats)(1.0f));
            continue;
        }
        const floats x = lanes + (float)start;
        const floats across = x + (0.5f - middle_x);
        const float down = (float)y + 0.5f - middle_y;
        const float flat_scale = 1 / focal;
        const floats scale = is_flat ? (floats)(flat_scale) : depth * flat_scale;
        const floats hx = across * scale, hy = down * scale;
        // The surface's slope from the nearer neighbour of each pair, so that edges do not round it.
        const floats west = LOAD(line + start - 1), east = LOAD(line + start + 1);
        const floats above = LOAD(line + start - stride), below = LOAD(line + start + stride);
        const ints is_east = NAME(magnitude)(east - depth) < NAME(magnitude)(west - depth);
        const ints is_below = NAME(magnitude)(below - depth) < NAME(magnitude)(above - depth);
        const floats beside = SELECT(is_east, east, west), upright = SELECT(is_below, below, above);
        const floats side = SELECT(is_east, (floats)(1.0f), (floats)(-1.0f));
        const floats way = SELECT(is_below, (floats)(1.0f), (floats)(-1.0f));
        const floats side_scale = is_flat ? (floats)(flat_scale) : beside * flat_scale;
        const floats way_scale = is_flat ? (floats)(flat_scale) : upright * flat_scale;
        const floats lx = ((across + side) * side_scale - hx) * side, ly = (down * side_scale - hy) * side;
        const floats lz = (beside - depth) * side;
        const floats ux = (across * way_scale - hx) * way, uy = ((down + way) * way_scale - hy) * way;
        const floats uz = (upright - depth) * way;
        floats nx = ly * uz - lz * uy, ny = lz * ux - lx * uz, nz = lx * uy - ly * ux;
        const floats length = NAME(rsqrt)(NAME(most)(nx * nx + ny * ny + nz * nz, (floats)(1e-30f)));
        const floats toward = is_flat ? nz : nx * hx + ny * hy + nz * depth;
        const floats sign = SELECT(toward > 0.0f, -length, length);
        nx *= sign, ny *= sign, nz *= sign;
        const floats radius = is_flat
            ? (floats)(least(reach * focal, 60))
            : NAME(least)(reach * focal * NAME(inverse)(NAME(most)(depth, (floats)(1e-3f))), (floats)(60.0f));
        const floats near_radius = radius * near_length, far_radius = radius * far_length;
        floats sum = (floats)(0.0f);
        for (int number = 0; number < 6; number++) {
            floats best = (floats)(0.0f);
            UNROLL for (int place = 0; place < 2; place++) {
                const floats length = place == 0 ? near_radius : far_radius;
                floats dx = NAME(floor)(FMA(directions_x[number], length, (floats)(0.5f)));
                floats dy = NAME(floor)(FMA(directions_y[number], length, (floats)(0.5f)));
                // Beyond the map lies a border that shades nothing.
                const floats column = NAME(least)(NAME(most)(x + dx, (floats)(-1.0f)), (floats)((float)width));
                const floats row = NAME(least)(NAME(most)(dy + (float)y, (floats)(-1.0f)), (floats)((float)height));
                const floats other = NAME(gather)(origin, NAME(to_ints)(row) * stride + NAME(to_ints)(column));
                const floats other_scale = is_flat ? (floats)(flat_scale) : other * flat_scale;
                const floats ox = FMA(column + (0.5f - middle_x), other_scale, -hx);
                const floats oy = FMA(row + (0.5f - middle_y), other_scale, -hy);
                const floats oz = other - depth;
                const floats square = NAME(most)(ox * ox + oy * oy + oz * oz, (floats)(1e-12f));
                const floats inverse = NAME(rsqrt)(square);
                const floats lift = (ox * nx + oy * ny + oz * nz) * inverse - 0.09f;
                const floats fade = NAME(most)(1 - square * inverse * (1 / (reach * 1.3f)), (floats)(0.0f));
                best = NAME(most)(best, lift * NAME(least)(fade * 1.8f, (floats)(1.0f)));
            }
            sum += best;
        }
        floats open = NAME(most)(1 - sum * (1.35f / 6), (floats)(0.15f));
        open = SELECT(there & (radius >= 1.0f), open, (floats)(1.0f));
        STORE(out + start, open);
    }
}

// Means over the squares of the pattern, not across edges of depth.
static void NAME(raster_smooth)(const ck_raster_frame *frame, int32_t y) {
    const int32_t width = frame->map_width, height = frame->map_height, stride = width + 32;
    const float *depths = frame->map_depths + stride + 16, *raw = frame->map_raw + stride + 16;
    const float *line = depths + (size_t)y * stride;
    float *out = frame->map_open + (size_t)(y + 1) * stride + 16;
    const int first = greater(y - 2, 0), last = smaller(y + 1, height - 1);
    for (int32_t start = 0; start < width; start += 16) {
        const floats depth = LOAD(line + start);
        if (!NAME(bits)(depth < 1e8f)) continue;
        const floats slack = depth * 0.012f + 0.01f;
        floats sum = (floats)(0.0f), count = (floats)(0.0f);
        for (int row = first; row <= last; row++) {
            UNROLL for (int dx = -2; dx <= 1; dx++) {
                const size_t place = (size_t)row * stride + (size_t)(start + dx);
                const ints near = NAME(magnitude)(LOAD(depths + (ptrdiff_t)place) - depth) < slack;
                sum += SELECT(near, LOAD(raw + (ptrdiff_t)place), (floats)(0.0f));
                count += SELECT(near, (floats)(1.0f), (floats)(0.0f));
            }
        }
        STORE(out + start, sum * NAME(inverse)(NAME(most)(count, (floats)(1.0f))));
    }
}

#include "raster_shading.h"
