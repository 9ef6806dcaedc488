// The kernels, written once over vectors of LANES floats; kernels.c includes this file once for each
// instruction set with LANES, NAME(x), FMA(a, b, c) and HALF_LOAD / HALF_SCALAR defined.

#include "vector_template.h"

static ALWAYS_INLINE V NAME(load_weights)(ck_element_type type, const void *base, size_t index) {
    if (type == CK_F32) return NAME(load)((const float *)base + index);
    const uint16_t *p = (const uint16_t *)base + index;
    if (type == CK_F16) return HALF_LOAD(p);
    NAME(words) wide = __builtin_convertvector(*(const NAME(shorts) *)p, NAME(words)) << 16;
    return __builtin_bit_cast(V, wide);
}

static ALWAYS_INLINE float NAME(load_weight)(ck_element_type type, const void *base, size_t index) {
    if (type == CK_F32) return ((const float *)base)[index];
    uint16_t bits = ((const uint16_t *)base)[index];
    if (type == CK_F16) return half_to_float(bits);
    return __builtin_bit_cast(float, (uint32_t)bits << 16);
}

// R rows of x against C rows of w; R and C are constants after inlining. The first rows that meet these weights
// (`ahead`) ask for the next C rows of w meanwhile: their ends come too often for the processor to see the pattern.
static ALWAYS_INLINE void NAME(linear_block)(
    int R, int C, ck_element_type type, const float *x, size_t columns, const void *w, size_t n,
    const float *bias, float *y, size_t stride_y, bool ahead
) {
    const size_t size = type == CK_F32 ? 4 : 2;
    const char *next = (const char *)w + (n + C) * columns * size;
    V sums[8][8];
    UNROLL for (int r = 0; r < R; r++) {
        UNROLL for (int c = 0; c < C; c++) sums[r][c] = (V)(0.0f);
    }
    size_t k = 0;
    for (; k + LANES <= columns; k += LANES) {
        if (ahead) {
            UNROLL for (size_t line = 0; line < LANES * C * size; line += 64) {
                __builtin_prefetch(next + k * C * size + line, 0, 2);
            }
        }
        V inputs[8];
        UNROLL for (int r = 0; r < R; r++) inputs[r] = NAME(load)(x + r * columns + k);
        UNROLL for (int c = 0; c < C; c++) {
            V weights = NAME(load_weights)(type, w, (n + c) * columns + k);
            UNROLL for (int r = 0; r < R; r++) sums[r][c] = FMA(inputs[r], weights, sums[r][c]);
        }
    }
    UNROLL for (int r = 0; r < R; r++) {
        UNROLL for (int c = 0; c < C; c++) {
            float total = NAME(sum)(sums[r][c]);
            for (size_t tail = k; tail < columns; tail++) {
                total += x[r * columns + tail] * NAME(load_weight)(type, w, (n + c) * columns + tail);
            }
            y[r * stride_y + n + c] = total + (bias ? bias[n + c] : 0);
        }
    }
}

static ALWAYS_INLINE void NAME(linear_typed)(
    ck_element_type type, const float *x, size_t rows, size_t columns, const void *w, size_t first,
    size_t last, const float *bias, float *y, size_t stride_y
) {
    size_t n = first;
    for (; n + 4 <= last; n += 4) {
        size_t m = 0;
        for (; m + 4 <= rows; m += 4) {
            NAME(linear_block)(
                4, 4, type, x + m * columns, columns, w, n, bias, y + m * stride_y, stride_y, m == 0);
        }
        for (; m + 2 <= rows; m += 2) {
            NAME(linear_block)(
                2, 4, type, x + m * columns, columns, w, n, bias, y + m * stride_y, stride_y, m == 0);
        }
        for (; m < rows; m++) {
            NAME(linear_block)(
                1, 4, type, x + m * columns, columns, w, n, bias, y + m * stride_y, stride_y, m == 0);
        }
    }
    for (; n < last; n++) {
        for (size_t m = 0; m < rows; m++) {
            NAME(linear_block)(
                1, 1, type, x + m * columns, columns, w, n, bias, y + m * stride_y, stride_y, false);
        }
    }
}

static void NAME(linear)(
    ck_element_type type, const float *x, size_t rows, size_t columns, const void *w, size_t first,
    size_t last, const float *bias, float *y, size_t stride_y
) {
    switch (type) {
    case CK_F32: NAME(linear_typed)(CK_F32, x, rows, columns, w, first, last, bias, y, stride_y); break;
    case CK_F16: NAME(linear_typed)(CK_F16, x, rows, columns, w, first, last, bias, y, stride_y); break;
    case CK_BF16: NAME(linear_typed)(CK_BF16, x, rows, columns, w, first, last, bias, y, stride_y); break;
    }
}

static ALWAYS_INLINE void NAME(widen_typed)(
    ck_element_type type, const void *source, float *target, size_t count
) {
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) NAME(store)(target + i, NAME(load_weights)(type, source, i));
    for (; i < count; i++) target[i] = NAME(load_weight)(type, source, i);
}

static void NAME(widen)(ck_element_type type, const void *source, float *target, size_t count) {
    switch (type) {
    case CK_F32: NAME(widen_typed)(CK_F32, source, target, count); break;
    case CK_F16: NAME(widen_typed)(CK_F16, source, target, count); break;
    case CK_BF16: NAME(widen_typed)(CK_BF16, source, target, count); break;
    }
}

static ALWAYS_INLINE float NAME(dot)(const float *a, const float *b, size_t count) {
    V first = (V)(0.0f), second = (V)(0.0f);
    size_t i = 0;
    for (; i + 2 * LANES <= count; i += 2 * LANES) {
        first = FMA(NAME(load)(a + i), NAME(load)(b + i), first);
        second = FMA(NAME(load)(a + i + LANES), NAME(load)(b + i + LANES), second);
    }
    for (; i + LANES <= count; i += LANES) first = FMA(NAME(load)(a + i), NAME(load)(b + i), first);
    float total = NAME(sum)(first + second);
    for (; i < count; i++) total += a[i] * b[i];
    return total;
}

static void NAME(rms_norm)(const float *x, const float *weight, float epsilon, float *y, size_t count) {
    float factor = 1.0f / __builtin_sqrtf(NAME(dot)(x, x, count) / (float)count + epsilon);
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        NAME(store)(y + i, NAME(load)(x + i) * (V)(factor) * NAME(load)(weight + i));
    }
    for (; i < count; i++) y[i] = x[i] * factor * weight[i];
}

static void NAME(silu_product)(float *gate, const float *up, size_t count) {
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        V g = NAME(load)(gate + i);
        NAME(store)(gate + i, g / ((V)(1.0f) + NAME(exp)(-g)) * NAME(load)(up + i));
    }
    for (; i < count; i++) gate[i] = gate[i] / (1.0f + expf(-gate[i])) * up[i];
}

static void NAME(rotate_pairs)(float *x, const float *cosine, const float *sine, size_t half) {
    size_t i = 0;
    for (; i + LANES <= half; i += LANES) {
        V a = NAME(load)(x + i), b = NAME(load)(x + half + i);
        V c = NAME(load)(cosine + i), s = NAME(load)(sine + i);
        NAME(store)(x + i, a * c - b * s);
        NAME(store)(x + half + i, b * c + a * s);
    }
    for (; i < half; i++) {
        float a = x[i], b = x[half + i];
        x[i] = a * cosine[i] - b * sine[i];
        x[half + i] = b * cosine[i] + a * sine[i];
    }
}

static void NAME(dot_rows)(
    const float *q, const float *keys, size_t stride, size_t count, size_t width, float scale, float *scores
) {
    size_t j = 0;
    for (; j + 4 <= count; j += 4) {
        const float *row = keys + j * stride;
        V sums[4] = {(V)(0.0f), (V)(0.0f), (V)(0.0f), (V)(0.0f)};
        size_t i = 0;
        for (; i + LANES <= width; i += LANES) {
            V query = NAME(load)(q + i);
            UNROLL for (int u = 0; u < 4; u++) {
                sums[u] = FMA(query, NAME(load)(row + u * stride + i), sums[u]);
            }
        }
        UNROLL for (int u = 0; u < 4; u++) {
            float total = NAME(sum)(sums[u]);
            for (size_t tail = i; tail < width; tail++) total += q[tail] * row[u * stride + tail];
            scores[j + u] = scale * total;
        }
    }
    for (; j < count; j++) scores[j] = scale * NAME(dot)(q, keys + j * stride, width);
}

// R rows of a against C vectors of columns of b; R and C are constants after inlining. Each sum runs over k in order,
// so that a row's results do not depend on the rows beside it.
static ALWAYS_INLINE void NAME(product_block)(
    int R, int C, const float *a, size_t stride_a, size_t inner, const float *b, size_t stride_b, float scale,
    bool adds, float *c, size_t stride_c
) {
    V sums[8][4];
    UNROLL for (int r = 0; r < R; r++) {
        UNROLL for (int i = 0; i < C; i++) sums[r][i] = (V)(0.0f);
    }
    for (size_t k = 0; k < inner; k++) {
        V columns[4];
        UNROLL for (int i = 0; i < C; i++) columns[i] = NAME(load)(b + k * stride_b + i * LANES);
        UNROLL for (int r = 0; r < R; r++) {
            V number = (V)(a[r * stride_a + k]);
            UNROLL for (int i = 0; i < C; i++) sums[r][i] = FMA(number, columns[i], sums[r][i]);
        }
    }
    UNROLL for (int r = 0; r < R; r++) {
        UNROLL for (int i = 0; i < C; i++) {
            float *target = c + r * stride_c + i * LANES;
            NAME(store)(target, adds ? NAME(load)(target) + sums[r][i] : sums[r][i] * (V)(scale));
        }
    }
}

static ALWAYS_INLINE void NAME(product_columns)(
    int C, const float *a, size_t stride_a, size_t rows, size_t inner, const float *b, size_t stride_b, float scale,
    bool adds, float *c, size_t stride_c
) {
    size_t m = 0;
#if LANES == 16
    for (; m + 6 <= rows; m += 6) {
        NAME(product_block)(
            6, C, a + m * stride_a, stride_a, inner, b, stride_b, scale, adds, c + m * stride_c, stride_c);
    }
#endif
    for (; m + 3 <= rows; m += 3) {
        NAME(product_block)(
            3, C, a + m * stride_a, stride_a, inner, b, stride_b, scale, adds, c + m * stride_c, stride_c);
    }
    for (; m < rows; m++) {
        NAME(product_block)(
            1, C, a + m * stride_a, stride_a, inner, b, stride_b, scale, adds, c + m * stride_c, stride_c);
    }
}

static void NAME(product)(
    const float *a, size_t stride_a, size_t rows, size_t inner, const float *b, size_t stride_b, size_t columns,
    float scale, bool adds, float *c, size_t stride_c
) {
    size_t n = 0;
    for (; n + 4 * LANES <= columns; n += 4 * LANES) {
        NAME(product_columns)(4, a, stride_a, rows, inner, b + n, stride_b, scale, adds, c + n, stride_c);
    }
    for (; n + LANES <= columns; n += LANES) {
        NAME(product_columns)(1, a, stride_a, rows, inner, b + n, stride_b, scale, adds, c + n, stride_c);
    }
    for (; n < columns; n++) {
        for (size_t m = 0; m < rows; m++) {
            float sum = 0;
            for (size_t k = 0; k < inner; k++) sum += a[m * stride_a + k] * b[k * stride_b + n];
            float *target = c + m * stride_c + n;
            *target = adds ? *target + sum : sum * scale;
        }
    }
}

static float NAME(online_softmax)(float *scores, size_t count, float *running_maximum, float *running_sum) {
    float maximum = *running_maximum;
    size_t i = 0;
    if (count >= LANES) {
        V greatest = NAME(load)(scores);
        for (i = LANES; i + LANES <= count; i += LANES) {
            greatest = __builtin_elementwise_max(greatest, NAME(load)(scores + i));
        }
        for (int lane = 0; lane < LANES; lane++) {
            if (greatest[lane] > maximum) maximum = greatest[lane];
        }
    }
    for (; i < count; i++) {
        if (scores[i] > maximum) maximum = scores[i];
    }
    V total = (V)(0.0f);
    for (i = 0; i + LANES <= count; i += LANES) {
        V e = NAME(exp)(NAME(load)(scores + i) - (V)(maximum));
        NAME(store)(scores + i, e);
        total += e;
    }
    float sum = NAME(sum)(total);
    for (; i < count; i++) {
        scores[i] = expf(scores[i] - maximum);
        sum += scores[i];
    }
    float correction = expf(*running_maximum - maximum);
    *running_sum = *running_sum * correction + sum;
    *running_maximum = maximum;
    return correction;
}

static float NAME(maximum)(const float *values, size_t count) {
    float maximum = -INFINITY;
    size_t i = 0;
    if (count >= LANES) {
        V greatest = (V)(-INFINITY);
        for (; i + LANES <= count; i += LANES) {
            V v = NAME(load)(values + i);
            greatest = v > greatest ? v : greatest;
        }
        for (int lane = 0; lane < LANES; lane++) {
            if (greatest[lane] > maximum) maximum = greatest[lane];
        }
    }
    for (; i < count; i++) {
        if (values[i] > maximum) maximum = values[i];
    }
    return maximum;
}

static double NAME(exponentials)(const float *x, float scale, float shift, float *y, size_t count) {
    double total = 0;
    size_t i = 0;
    while (i + LANES <= count) {
        // Some at a time in single precision: a sum of many would lose the small ones.
        size_t end = count - i < 4096 ? count : i + 4096;
        V sum = (V)(0.0f);
        for (; i + LANES <= end; i += LANES) {
            V v = NAME(load)(x + i);
            V e = NAME(exp)((v - (V)(shift)) * (V)(scale));
            e = v > (V)(-INFINITY) ? e : (V)(0.0f);
            if (y) NAME(store)(y + i, e);
            sum += e;
        }
        total += NAME(sum)(sum);
    }
    for (; i < count; i++) {
        float e = x[i] > -INFINITY ? expf((x[i] - shift) * scale) : 0;
        if (y) y[i] = e;
        total += e;
    }
    return total;
}

static void NAME(scale)(float *values, float factor, size_t count) {
    for (size_t i = 0; i < count; i++) values[i] *= factor;
}

#undef V
#undef LANES
#undef NAME
#undef FMA
#undef HALF_LOAD
