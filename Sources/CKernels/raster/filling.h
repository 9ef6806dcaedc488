// Which triangle each sample of a tile shows; included by raster_template.h. The plain form: TileFiller in
// Sources/Rendering.

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
