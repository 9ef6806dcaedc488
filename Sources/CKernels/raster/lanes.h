// What the instruction sets have of their own for sixteen lanes; included by raster_template.h.

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
