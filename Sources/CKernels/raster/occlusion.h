// How open the sky is above spots; included by raster_template.h. The plain form: OcclusionMap in Sources/Rendering.

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
