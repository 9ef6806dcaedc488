// Products of many rows with bfloat16 weights by AVX-512 BF16, which multiplies pairs of bfloat16 numbers and
// adds in float.
#include "CKernels.h"

#include <string.h>

#include "prefetch.h"

#define ALWAYS_INLINE inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

size_t ck_bfloat16_columns(size_t columns) { return (columns + 31) / 32 * 32; }

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,avx512f,avx512bw,avx512vl,avx512dq,avx512bf16"))), apply_to = function)

void ck_narrow_rows(const float *x, size_t rows, size_t columns, uint16_t *target) {
    size_t padded = ck_bfloat16_columns(columns);
    for (size_t row = 0; row < rows; row++) {
        for (size_t k = 0; k < padded; k += 16) {
            size_t count = k < columns ? columns - k : 0;
            __mmask16 mask = count >= 16 ? 0xFFFF : (__mmask16)((1u << count) - 1);
            __m512 numbers = _mm512_maskz_loadu_ps(mask, x + row * columns + (k < columns ? k : 0));
            __m256bh narrow = _mm512_cvtneps_pbh(numbers);
            memcpy(target + row * padded + k, &narrow, 32);
        }
    }
}

static ALWAYS_INLINE __m512bh load_pairs(const uint16_t *p) {
    return __builtin_bit_cast(__m512bh, _mm512_loadu_si512(p));
}

/// The sums of four vectors, in one.
static ALWAYS_INLINE __m128 sum_four(__m512 a, __m512 b, __m512 c, __m512 d) {
    __m512 ab = _mm512_add_ps(_mm512_unpacklo_ps(a, b), _mm512_unpackhi_ps(a, b));
    __m512 cd = _mm512_add_ps(_mm512_unpacklo_ps(c, d), _mm512_unpackhi_ps(c, d));
    __m512d low = _mm512_unpacklo_pd(_mm512_castps_pd(ab), _mm512_castps_pd(cd));
    __m512d high = _mm512_unpackhi_pd(_mm512_castps_pd(ab), _mm512_castps_pd(cd));
    __m512 all = _mm512_add_ps(_mm512_castpd_ps(low), _mm512_castpd_ps(high));
    __m256 half = _mm256_add_ps(_mm512_castps512_ps256(all), _mm512_extractf32x8_ps(all, 1));
    return _mm_add_ps(_mm256_castps256_ps128(half), _mm256_extractf128_ps(half, 1));
}

/// R rows of x against four rows of w, of which `count` exist; `ahead`: asks for weights further on meanwhile.
static ALWAYS_INLINE void block(
    int R, const uint16_t *x, size_t columns, const uint16_t *w, size_t count, const float *bias, float *y,
    size_t stride_y, bool ahead
) {
    size_t padded = ck_bfloat16_columns(columns), k = 0;
    const uint16_t *rows[4];
    UNROLL for (size_t c = 0; c < 4; c++) rows[c] = w + (c < count ? c : 0) * columns;
    __m512 sums[6][4];
    UNROLL for (int r = 0; r < R; r++) {
        UNROLL for (int c = 0; c < 4; c++) sums[r][c] = _mm512_setzero_ps();
    }
    const char *next = (const char *)w + CK_PREFETCH_DISTANCE;
    for (; k + 32 <= columns; k += 32) {
        if (ahead) {
            UNROLL for (size_t line = 0; line < 256; line += 64) _mm_prefetch(next + 8 * k + line, _MM_HINT_T1);
        }
        __m512bh weights[4];
        UNROLL for (int c = 0; c < 4; c++) weights[c] = load_pairs(rows[c] + k);
        UNROLL for (int r = 0; r < R; r++) {
            __m512bh numbers = load_pairs(x + r * padded + k);
            UNROLL for (int c = 0; c < 4; c++) sums[r][c] = _mm512_dpbf16_ps(sums[r][c], weights[c], numbers);
        }
    }
    if (k < columns) {
        __mmask32 mask = (__mmask32)((1ull << (columns - k)) - 1);
        UNROLL for (int c = 0; c < 4; c++) {
            __m512bh weights = __builtin_bit_cast(__m512bh, _mm512_maskz_loadu_epi16(mask, rows[c] + k));
            UNROLL for (int r = 0; r < R; r++) {
                sums[r][c] = _mm512_dpbf16_ps(sums[r][c], weights, load_pairs(x + r * padded + k));
            }
        }
    }
    __mmask8 mask = (__mmask8)((1u << count) - 1);
    __m128 offset = bias ? _mm_maskz_loadu_ps(mask, bias) : _mm_setzero_ps();
    UNROLL for (int r = 0; r < R; r++) {
        __m128 totals = sum_four(sums[r][0], sums[r][1], sums[r][2], sums[r][3]);
        _mm_mask_storeu_ps(y + r * stride_y, mask, _mm_add_ps(totals, offset));
    }
}

void ck_bfloat16_linear(
    const uint16_t *x, size_t rows, size_t columns, const uint16_t *w, size_t first, size_t last,
    const float *bias, float *y, size_t stride_y
) {
    size_t padded = ck_bfloat16_columns(columns);
    // Some rows at a time, so that they stay near while the weights pass.
    for (size_t begin = 0; begin < rows; begin += 60) {
        size_t end = rows - begin < 60 ? rows : begin + 60;
        for (size_t n = first; n < last; n += 4) {
            size_t count = last - n < 4 ? last - n : 4, m = begin;
            const uint16_t *weights = w + n * columns;
            const float *b = bias ? bias + n : 0;
            for (; m + 6 <= end; m += 6) {
                block(6, x + m * padded, columns, weights, count, b, y + m * stride_y + n, stride_y, m == 0);
            }
            for (; m + 2 <= end; m += 2) {
                block(2, x + m * padded, columns, weights, count, b, y + m * stride_y + n, stride_y, m == 0);
            }
            for (; m < end; m++) {
                block(1, x + m * padded, columns, weights, count, b, y + m * stride_y + n, stride_y, m == 0);
            }
        }
    }
}

#pragma clang attribute pop
#else
void ck_narrow_rows(const float *x, size_t rows, size_t columns, uint16_t *target) {
    (void)x, (void)rows, (void)columns, (void)target;
    __builtin_trap();
}

void ck_bfloat16_linear(
    const uint16_t *x, size_t rows, size_t columns, const uint16_t *w, size_t first, size_t last,
    const float *bias, float *y, size_t stride_y
) {
    (void)x, (void)rows, (void)columns, (void)w, (void)first, (void)last, (void)bias, (void)y, (void)stride_y;
    __builtin_trap();
}
#endif
