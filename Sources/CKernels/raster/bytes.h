// From light to the bytes of pixels; included by raster_template.h. The plain form: NeutralTone in Sources/Rendering.

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
