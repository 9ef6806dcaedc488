// Products of 8-bit activations with packed weights. The whole-number parts agree in every form.
#include "CQuantized.h"

#include <math.h>
#include <string.h>

#include "half.h"
#include "packed.h"
#include "prefetch.h"

#define ALWAYS_INLINE inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

enum { BLOCK = CK_PACKED_BLOCK, TILE = CK_TILE_ROWS };

static ALWAYS_INLINE int32_t load_four(const int8_t *p) {
    int32_t word;
    memcpy(&word, p, 4);
    return word;
}

// MARK: Activations

/// What the kernels need besides the products: minus the weights' offset times the sum of the values.
static ALWAYS_INLINE void write_offsets(
    ck_packed_format format, float scale, int32_t first, int32_t second, int32_t *offsets
) {
    switch (format) {
    case CK_PACKED_Q8: offsets[0] = -128 * (first + second); break;
    case CK_PACKED_Q4: offsets[0] = -8 * (first + second); break;
    case CK_PACKED_Q4_AFFINE:
    case CK_PACKED_Q4_SUPER:
        offsets[0] = __builtin_bit_cast(int32_t, scale * (float)(first + second));
        break;
    case CK_PACKED_Q6:
        offsets[0] = -32 * first;
        offsets[1] = -32 * second;
        break;
    }
}

static ALWAYS_INLINE void portable_quantize_block(
    ck_packed_format format, const float *x, int8_t *values, float *scale, int32_t *offsets
) {
    float greatest = 0;
    for (int i = 0; i < BLOCK; i++) greatest = fmaxf(greatest, fabsf(x[i]));
    float inverse = greatest > 0 ? 127 / greatest : 0;
    int32_t sums[2] = {0, 0};
    for (int i = 0; i < BLOCK; i++) {
        float rounded = fmaxf(-127, fminf(127, __builtin_rintf(x[i] * inverse)));
        values[i] = (int8_t)rounded;
        sums[i / 16] += values[i];
    }
    *scale = greatest / 127;
    write_offsets(format, *scale, sums[0], sums[1], offsets);
}

/// Quantises all rows with `quantize_block`, the columns' tail padded with zeros.
#define DEFINE_QUANTIZE_ROWS(prefix) \
    static void prefix##_quantize_rows( \
        ck_packed_format format, const float *x, size_t rows, size_t columns, int8_t *values, float *scales, \
        int32_t *offsets \
    ) { \
        size_t whole = columns / BLOCK, blocks = whole + (columns % BLOCK != 0); \
        size_t step = ck_offsets_per_block(format); \
        for (size_t row = 0; row < rows; row++) { \
            const float *source = x + row * columns; \
            size_t first = row * blocks; \
            for (size_t block = 0; block < whole; block++) { \
                prefix##_quantize_block( \
                    format, source + block * BLOCK, values + (first + block) * BLOCK, scales + first + block, \
                    offsets + (first + block) * step); \
            } \
            if (whole < blocks) { \
                float tail[BLOCK] = {0}; \
                memcpy(tail, source + whole * BLOCK, (columns - whole * BLOCK) * sizeof(float)); \
                prefix##_quantize_block( \
                    format, tail, values + (first + whole) * BLOCK, scales + first + whole, \
                    offsets + (first + whole) * step); \
            } \
        } \
    }

DEFINE_QUANTIZE_ROWS(portable)

// MARK: Portable product

static void portable_packed_linear(
    ck_packed_format format, const ck_activations *x, const void *packed, size_t outputs, size_t first,
    size_t last, const float *bias, float *y, size_t stride_y
) {
    size_t blocks = (x->columns + BLOCK - 1) / BLOCK, step = ck_offsets_per_block(format);
    size_t tile_bytes = ck_packed_tile_bytes(format, x->columns);
    for (size_t tile = first; tile < last; tile++) {
        const uint8_t *quants = (const uint8_t *)packed + tile * tile_bytes;
        const uint8_t *scales = quants + blocks * quant_bytes(format);
        size_t count = outputs - tile * TILE < TILE ? outputs - tile * TILE : TILE;
        for (size_t m = 0; m < x->rows; m++) {
            float sums[TILE] = {0};
            for (size_t block = 0; block < blocks; block++) {
                const int8_t *values = x->values + (m * blocks + block) * BLOCK;
                const uint8_t *u = quants + block * quant_bytes(format);
                const int32_t *offsets = x->offsets + (m * blocks + block) * step;
                float scale = x->scales[m * blocks + block];
                for (size_t n = 0; n < TILE; n++) {
                    int32_t halves[2] = {0, 0};
                    for (int i = 0; i < BLOCK; i++) {
                        halves[i / 16] += (int32_t)packed_number(format, u, n, (size_t)i) * values[i];
                    }
                    float d = scale * packed_scale(format, scales, block, n, 0);
                    if (format == CK_PACKED_Q6) {
                        sums[n] += (float)(halves[0] + offsets[0]) * d;
                        sums[n] +=
                            (float)(halves[1] + offsets[1]) * (scale * packed_scale(format, scales, block, n, 1));
                    } else if (is_affine(format)) {
                        sums[n] += (float)(halves[0] + halves[1]) * d;
                        sums[n] += __builtin_bit_cast(float, offsets[0]) * packed_minimum(format, scales, block, n);
                    } else {
                        sums[n] += (float)(halves[0] + halves[1] + offsets[0]) * d;
                    }
                }
            }
            float *target = y + m * stride_y + tile * TILE;
            for (size_t n = 0; n < count; n++) target[n] = sums[n] + (bias ? bias[tile * TILE + n] : 0);
        }
    }
}

// MARK: x86-64 products

/// Runs over tiles and groups of rows; `prefix_rows(format, R, ...)` computes R rows of one tile.
#define DEFINE_PACKED_LINEAR(prefix, MOST) \
    static ALWAYS_INLINE void prefix##_packed_tiles( \
        ck_packed_format format, const ck_activations *x, const void *packed, size_t outputs, size_t first, \
        size_t last, const float *bias, float *y, size_t stride_y \
    ) { \
        size_t tile_bytes = ck_packed_tile_bytes(format, x->columns); \
        /* Some rows at a time, so that their activations stay near while the tiles pass. */ \
        for (size_t begin = 0; begin < x->rows; begin += 64) { \
            size_t end = x->rows - begin < 64 ? x->rows : begin + 64; \
            for (size_t tile = first; tile < last; tile++) { \
                const uint8_t *w = (const uint8_t *)packed + tile * tile_bytes; \
                const float *b = bias ? bias + tile * TILE : 0; \
                float *target = y + tile * TILE; \
                size_t count = outputs - tile * TILE < TILE ? outputs - tile * TILE : TILE; \
                size_t m = begin; \
                for (; m + MOST <= end; m += MOST) { \
                    prefix##_rows(format, MOST, x, m, w, count, b, target + m * stride_y, stride_y); \
                } \
                for (; m + 4 <= end; m += 4) { \
                    prefix##_rows(format, 4, x, m, w, count, b, target + m * stride_y, stride_y); \
                } \
                for (; m + 2 <= end; m += 2) { \
                    prefix##_rows(format, 2, x, m, w, count, b, target + m * stride_y, stride_y); \
                } \
                for (; m < end; m++) { \
                    prefix##_rows(format, 1, x, m, w, count, b, target + m * stride_y, stride_y); \
                } \
            } \
        } \
    } \
    static void prefix##_packed_linear( \
        ck_packed_format format, const ck_activations *x, const void *packed, size_t outputs, size_t first, \
        size_t last, const float *bias, float *y, size_t stride_y \
    ) { \
        switch (format) { \
        case CK_PACKED_Q8: \
            prefix##_packed_tiles(CK_PACKED_Q8, x, packed, outputs, first, last, bias, y, stride_y); \
            break; \
        case CK_PACKED_Q4: \
            prefix##_packed_tiles(CK_PACKED_Q4, x, packed, outputs, first, last, bias, y, stride_y); \
            break; \
        case CK_PACKED_Q4_AFFINE: \
            prefix##_packed_tiles(CK_PACKED_Q4_AFFINE, x, packed, outputs, first, last, bias, y, stride_y); \
            break; \
        case CK_PACKED_Q6: \
            prefix##_packed_tiles(CK_PACKED_Q6, x, packed, outputs, first, last, bias, y, stride_y); \
            break; \
        case CK_PACKED_Q4_SUPER: \
            prefix##_packed_tiles(CK_PACKED_Q4_SUPER, x, packed, outputs, first, last, bias, y, stride_y); \
            break; \
        } \
    }

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,f16c,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni"))), \
    apply_to = function)

static ALWAYS_INLINE void vnni_quantize_block(
    ck_packed_format format, const float *x, int8_t *values, float *scale, int32_t *offsets
) {
    __m512 a = _mm512_loadu_ps(x), b = _mm512_loadu_ps(x + 16);
    float greatest = _mm512_reduce_max_ps(_mm512_max_ps(_mm512_abs_ps(a), _mm512_abs_ps(b)));
    __m512 inverse = _mm512_set1_ps(greatest > 0 ? 127 / greatest : 0);
    __m512i first = _mm512_cvtps_epi32(_mm512_mul_ps(a, inverse));
    __m512i second = _mm512_cvtps_epi32(_mm512_mul_ps(b, inverse));
    // What is not a number becomes the least integer; -127 keeps every form the same.
    first = _mm512_max_epi32(first, _mm512_set1_epi32(-127));
    second = _mm512_max_epi32(second, _mm512_set1_epi32(-127));
    _mm_storeu_si128((__m128i *)values, _mm512_cvtsepi32_epi8(first));
    _mm_storeu_si128((__m128i *)(values + 16), _mm512_cvtsepi32_epi8(second));
    *scale = greatest / 127;
    if (format == CK_PACKED_Q6) {
        write_offsets(format, *scale, _mm512_reduce_add_epi32(first), _mm512_reduce_add_epi32(second), offsets);
    } else {
        write_offsets(format, *scale, _mm512_reduce_add_epi32(_mm512_add_epi32(first, second)), 0, offsets);
    }
}

DEFINE_QUANTIZE_ROWS(vnni)

/// R rows of activations, from row m on, against one tile; R and the format are constants after inlining.
static ALWAYS_INLINE void vnni_rows(
    ck_packed_format format, int R, const ck_activations *x, size_t m, const uint8_t *tile, size_t count,
    const float *bias, float *y, size_t stride_y
) {
    size_t blocks = (x->columns + BLOCK - 1) / BLOCK, step = format == CK_PACKED_Q6 ? 2 : 1;
    const uint8_t *scales = tile + blocks * quant_bytes(format);
    __m512 sums[8];
    UNROLL for (int r = 0; r < R; r++) sums[r] = _mm512_setzero_ps();
    for (size_t block = 0; block < blocks; block++) {
        __m512i w[8];
        const uint8_t *u = tile + block * quant_bytes(format);
        if (has_nibbles(format)) {
            UNROLL for (int g = 0; g < 4; g++) {
                __m512i bytes = _mm512_loadu_si512(u + g * 64);
                w[g] = _mm512_and_si512(bytes, _mm512_set1_epi8(15));
                w[g + 4] = _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(15));
            }
        } else {
            UNROLL for (int g = 0; g < 8; g++) w[g] = _mm512_loadu_si512(u + g * 64);
        }
        if (format == CK_PACKED_Q6) {
            UNROLL for (int g = 0; g < 8; g++) {
                __m512i pairs = _mm512_loadu_si512(u + PACKED_NIBBLE_BYTES + g % 2 * 64);
                pairs = _mm512_and_si512(_mm512_srli_epi16(pairs, (unsigned)(g / 2 * 2)), _mm512_set1_epi8(3));
                w[g] = _mm512_or_si512(w[g], _mm512_slli_epi16(pairs, 4));
            }
        }
        if (R <= 2) {
            // Few rows wait for memory: ask for what lies further on, each line once, although quants and scales are
            // read from two places.
            const size_t bytes = quant_bytes(format) + scale_bytes(format);
            const char *ahead = (const char *)tile + block * bytes + CK_PREFETCH_DISTANCE;
            UNROLL for (size_t line = 0; line < bytes; line += 64) _mm_prefetch(ahead + line, _MM_HINT_T1);
        }
        size_t own = format == CK_PACKED_Q4_SUPER ? super_place(block) : block * scale_bytes(format);
        const __m256i *halves = (const __m256i *)(scales + own);
        __m512 d = _mm512_cvtph_ps(_mm256_loadu_si256(halves));
        __m512 e = scale_bytes(format) > 32 ? _mm512_cvtph_ps(_mm256_loadu_si256(halves + 1)) : d;
        if (format == CK_PACKED_Q4_SUPER) {
            const __m128i *small = (const __m128i *)(scales + small_place(block));
            d = _mm512_mul_ps(d, _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(_mm_loadu_si128(small))));
            e = _mm512_mul_ps(e, _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(_mm_loadu_si128(small + 1))));
            e = _mm512_sub_ps(_mm512_setzero_ps(), e);
        }
        UNROLL for (int r = 0; r < R; r++) {
            size_t place = (m + r) * blocks + block;
            const int8_t *values = x->values + place * BLOCK;
            __m512 scale = _mm512_set1_ps(x->scales[place]);
            __m512i offset = _mm512_set1_epi32(x->offsets[place * step]);
            __m512i a = is_affine(format) ? _mm512_setzero_si512() : offset;
            if (format == CK_PACKED_Q6) {
                __m512i b = _mm512_set1_epi32(x->offsets[place * step + 1]);
                UNROLL for (int g = 0; g < 4; g++) {
                    a = _mm512_dpbusd_epi32(a, w[g], _mm512_set1_epi32(load_four(values + g * 4)));
                    b = _mm512_dpbusd_epi32(b, w[g + 4], _mm512_set1_epi32(load_four(values + 16 + g * 4)));
                }
                sums[r] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(a), _mm512_mul_ps(d, scale), sums[r]);
                sums[r] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(b), _mm512_mul_ps(e, scale), sums[r]);
            } else {
                UNROLL for (int g = 0; g < 8; g++) {
                    a = _mm512_dpbusd_epi32(a, w[g], _mm512_set1_epi32(load_four(values + g * 4)));
                }
                sums[r] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(a), _mm512_mul_ps(d, scale), sums[r]);
                if (is_affine(format)) {
                    sums[r] = _mm512_fmadd_ps(_mm512_castsi512_ps(offset), e, sums[r]);
                }
            }
        }
    }
    __mmask16 mask = (__mmask16)((1u << count) - 1);
    __m512 b = bias ? _mm512_maskz_loadu_ps(mask, bias) : _mm512_setzero_ps();
    UNROLL for (int r = 0; r < R; r++) {
        _mm512_mask_storeu_ps(y + r * stride_y, mask, _mm512_add_ps(sums[r], b));
    }
}

DEFINE_PACKED_LINEAR(vnni, 8)
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)

static ALWAYS_INLINE void avx2_quantize_block(
    ck_packed_format format, const float *x, int8_t *values, float *scale, int32_t *offsets
) {
    portable_quantize_block(format, x, values, scale, offsets);
}

DEFINE_QUANTIZE_ROWS(avx2)

/// a + four products a lane of unsigned w and signed x. Pairs are summed in 16 bits: for w to 255 they would
/// overflow, so these (`wide`) are taken less 128, which the offset then must not do, as |w| times x with
/// w's sign.
static ALWAYS_INLINE __m256i avx2_dot(__m256i a, __m256i w, __m256i x, int wide) {
    if (wide) {
        w = _mm256_xor_si256(w, _mm256_set1_epi8((char)128));
        x = _mm256_sign_epi8(x, w);
        w = _mm256_abs_epi8(w);
    }
    __m256i pairs = _mm256_maddubs_epi16(w, x);
    return _mm256_add_epi32(a, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

/// Eight bytes as floats.
static ALWAYS_INLINE __m256 avx2_widen_bytes(const uint8_t *p) {
    return _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)p)));
}

static ALWAYS_INLINE void avx2_rows(
    ck_packed_format format, int R, const ck_activations *x, size_t m, const uint8_t *tile, size_t count,
    const float *bias, float *y, size_t stride_y
) {
    size_t blocks = (x->columns + BLOCK - 1) / BLOCK, step = format == CK_PACKED_Q6 ? 2 : 1;
    const uint8_t *scales = tile + blocks * quant_bytes(format);
    const int wide = format == CK_PACKED_Q8;
    // The tile's 16 outputs in two halves of eight.
    for (size_t half = 0; half < 2 && half * 8 < count; half++) {
        __m256 sums[4];
        UNROLL for (int r = 0; r < R; r++) sums[r] = _mm256_setzero_ps();
        for (size_t block = 0; block < blocks; block++) {
            const uint8_t *u = tile + block * quant_bytes(format) + half * 32;
            __m256i a[4], b[4];
            const int8_t *values[4];
            UNROLL for (int r = 0; r < R; r++) {
                size_t place = (m + r) * blocks + block;
                values[r] = x->values + place * BLOCK;
                int none = wide || is_affine(format);
                a[r] = _mm256_set1_epi32(none ? 0 : x->offsets[place * step]);
                b[r] = _mm256_set1_epi32(format == CK_PACKED_Q6 ? x->offsets[place * step + 1] : 0);
            }
            UNROLL for (int g = 0; g < 8; g++) {
                __m256i w = _mm256_loadu_si256((const __m256i *)(u + (has_nibbles(format) ? g % 4 : g) * 64));
                if (has_nibbles(format)) {
                    if (g >= 4) w = _mm256_srli_epi16(w, 4);
                    w = _mm256_and_si256(w, _mm256_set1_epi8(15));
                }
                if (format == CK_PACKED_Q6) {
                    __m256i pairs = _mm256_loadu_si256((const __m256i *)(u + PACKED_NIBBLE_BYTES + g % 2 * 64));
                    pairs = _mm256_and_si256(_mm256_srli_epi16(pairs, g / 2 * 2), _mm256_set1_epi8(3));
                    w = _mm256_or_si256(w, _mm256_slli_epi16(pairs, 4));
                }
                UNROLL for (int r = 0; r < R; r++) {
                    __m256i four = _mm256_set1_epi32(load_four(values[r] + g * 4));
                    if (g < 4) a[r] = avx2_dot(a[r], w, four, wide);
                    else b[r] = avx2_dot(b[r], w, four, wide);
                }
            }
            const uint8_t *halves =
                scales + (format == CK_PACKED_Q4_SUPER ? super_place(block) : block * scale_bytes(format)) + half * 16;
            __m256 d = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)halves));
            __m256 e = scale_bytes(format) > 32 ? _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(halves + 32))) : d;
            if (format == CK_PACKED_Q4_SUPER) {
                const uint8_t *small = scales + small_place(block) + half * 8;
                d = _mm256_mul_ps(d, avx2_widen_bytes(small));
                e = _mm256_sub_ps(_mm256_setzero_ps(), _mm256_mul_ps(e, avx2_widen_bytes(small + 16)));
            }
            UNROLL for (int r = 0; r < R; r++) {
                size_t place = (m + r) * blocks + block;
                __m256 scale = _mm256_set1_ps(x->scales[place]);
                if (format == CK_PACKED_Q6) {
                    sums[r] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(a[r]), _mm256_mul_ps(d, scale), sums[r]);
                    sums[r] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(b[r]), _mm256_mul_ps(e, scale), sums[r]);
                } else {
                    __m256i total = _mm256_add_epi32(a[r], b[r]);
                    sums[r] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(total), _mm256_mul_ps(d, scale), sums[r]);
                }
                if (is_affine(format)) {
                    __m256 offset = _mm256_castsi256_ps(_mm256_set1_epi32(x->offsets[place]));
                    sums[r] = _mm256_fmadd_ps(offset, e, sums[r]);
                }
            }
        }
        UNROLL for (int r = 0; r < R; r++) {
            float lanes[8];
            _mm256_storeu_ps(lanes, sums[r]);
            for (size_t n = 0; n < 8 && half * 8 + n < count; n++) {
                y[r * stride_y + half * 8 + n] = lanes[n] + (bias ? bias[half * 8 + n] : 0);
            }
        }
    }
}

DEFINE_PACKED_LINEAR(avx2, 4)
#pragma clang attribute pop
#endif

// MARK: Dispatch

void ck_quantize_rows(
    ck_instruction_set set, ck_packed_format format, const float *x, size_t rows, size_t columns,
    int8_t *values, float *scales, int32_t *offsets
) {
#if defined(__x86_64__)
    if (set >= CK_AVX512_VNNI) return vnni_quantize_rows(format, x, rows, columns, values, scales, offsets);
    if (set >= CK_AVX2) return avx2_quantize_rows(format, x, rows, columns, values, scales, offsets);
#endif
    portable_quantize_rows(format, x, rows, columns, values, scales, offsets);
}

void ck_packed_linear(
    ck_instruction_set set, ck_packed_format format, const ck_activations *x, const void *packed,
    size_t outputs, size_t first, size_t last, const float *bias, float *y, size_t stride_y
) {
#if defined(__x86_64__)
    if (set >= CK_AVX512_VNNI) {
        return vnni_packed_linear(format, x, packed, outputs, first, last, bias, y, stride_y);
    }
    if (set >= CK_AVX2) {
        return avx2_packed_linear(format, x, packed, outputs, first, last, bias, y, stride_y);
    }
#endif
    portable_packed_linear(format, x, packed, outputs, first, last, bias, y, stride_y);
}
