// Products of two matrices rounded to bfloat16, added up in float, by AVX-512 BF16.
//
// Both operands are packed into panels first: the numbers of 12 rows of A, or of 32 columns of B, for one pair
// of depths after another, as the instruction wants them.
#include "CKernels.h"

#include "vectors.h"

enum { ROWS = CK_PAIR_ROWS, COLUMNS = CK_PAIR_COLUMNS, BLOCK_PAIRS = 512 };

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,avx512f,avx512bw,avx512vl,avx512dq,avx512bf16"))), apply_to = function)

/// Exchanges rows and columns of 16 x 16 words.
static ALWAYS_INLINE void transpose(__m512i r[16]) {
    __m512i t[16];
    UNROLL for (int i = 0; i < 8; i++) {
        t[2 * i] = _mm512_unpacklo_epi32(r[2 * i], r[2 * i + 1]);
        t[2 * i + 1] = _mm512_unpackhi_epi32(r[2 * i], r[2 * i + 1]);
    }
    UNROLL for (int i = 0; i < 4; i++) {
        r[4 * i] = _mm512_unpacklo_epi64(t[4 * i], t[4 * i + 2]);
        r[4 * i + 1] = _mm512_unpackhi_epi64(t[4 * i], t[4 * i + 2]);
        r[4 * i + 2] = _mm512_unpacklo_epi64(t[4 * i + 1], t[4 * i + 3]);
        r[4 * i + 3] = _mm512_unpackhi_epi64(t[4 * i + 1], t[4 * i + 3]);
    }
    UNROLL for (int i = 0; i < 2; i++) {
        UNROLL for (int j = 0; j < 4; j++) {
            t[8 * i + j] = _mm512_shuffle_i32x4(r[8 * i + j], r[8 * i + j + 4], 0x88);
            t[8 * i + j + 4] = _mm512_shuffle_i32x4(r[8 * i + j], r[8 * i + j + 4], 0xDD);
        }
    }
    UNROLL for (int j = 0; j < 8; j++) {
        r[j] = _mm512_shuffle_i32x4(t[j], t[j + 8], 0x88);
        r[j + 8] = _mm512_shuffle_i32x4(t[j], t[j + 8], 0xDD);
    }
}

/// Up to 16 lines of 32 depths, depths side by side in memory: line i's pairs go to target[pair * width + i].
static ALWAYS_INLINE void pack_lines(
    const float *x, size_t stride, size_t lines, size_t depth, uint32_t *target, size_t width
) {
    __m512i r[16];
    __mmask16 low = depth >= 16 ? 0xFFFF : (__mmask16)((1u << depth) - 1);
    __mmask16 high = depth >= 32 ? 0xFFFF : depth <= 16 ? 0 : (__mmask16)((1u << (depth - 16)) - 1);
    for (size_t i = 0; i < 16; i++) {
        if (i < lines) {
            __m512 a = _mm512_maskz_loadu_ps(low, x + i * stride);
            __m512 b = _mm512_maskz_loadu_ps(high, x + i * stride + 16);
            r[i] = (__m512i)_mm512_cvtne2ps_pbh(b, a);
        } else {
            r[i] = _mm512_setzero_si512();
        }
    }
    transpose(r);
    __mmask16 mask = width >= 16 ? 0xFFFF : (__mmask16)((1u << width) - 1);
    size_t pairs = (depth + 1) / 2;
    for (size_t p = 0; p < 16 && p < pairs; p++) _mm512_mask_storeu_epi32(target + p * width, mask, r[p]);
}

void ck_pack_pairs(
    const float *x, size_t stride, bool lines_are_rows, size_t lines, size_t depth, size_t width, size_t first,
    size_t last, uint16_t *target
) {
    size_t pairs = ck_pairs(depth);
    const __m512i interleave = _mm512_set_epi16(
        31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17,
        1, 16, 0);
    for (size_t panel = first; panel < last; panel++) {
        uint32_t *to = (uint32_t *)target + panel * pairs * width;
        for (size_t part = 0; part < width; part += 16) {
            size_t line = panel * width + part, span = width - part < 16 ? width - part : 16;
            size_t count = line >= lines ? 0 : lines - line < span ? lines - line : span;
            if (lines_are_rows) {
                for (size_t k = 0; k < depth; k += 32) {
                    pack_lines(
                        x + (count ? line * stride : 0) + k, stride, count, depth - k, to + k / 2 * width + part,
                        width);
                }
                continue;
            }
            __mmask16 mask = (__mmask16)((1u << count) - 1), out = (__mmask16)((1u << span) - 1);
            for (size_t p = 0; p < pairs; p++) {
                const float *row = x + 2 * p * stride + line;
                __m512 a = _mm512_maskz_loadu_ps(mask, row);
                __m512 b = _mm512_maskz_loadu_ps(2 * p + 1 < depth ? mask : 0, row + stride);
                __m512i both = (__m512i)_mm512_cvtne2ps_pbh(b, a);
                _mm512_mask_storeu_epi32(
                    to + p * width + part, out, _mm512_permutexvar_epi16(interleave, both));
            }
        }
    }
}

/// A tile of 12 x 32 sums, of which rows x columns are stored.
static ALWAYS_INLINE void tile(
    const uint32_t *a, const uint32_t *b, size_t pairs, float scale, bool accumulate, float *c, size_t stride,
    size_t rows, size_t columns
) {
    __m512 sums[ROWS][2];
    UNROLL for (int r = 0; r < ROWS; r++) sums[r][0] = sums[r][1] = _mm512_setzero_ps();
    for (size_t p = 0; p < pairs; p++) {
        __m512bh b0 = (__m512bh)_mm512_loadu_si512(b + p * COLUMNS);
        __m512bh b1 = (__m512bh)_mm512_loadu_si512(b + p * COLUMNS + 16);
        UNROLL for (int r = 0; r < ROWS; r++) {
            __m512bh number = (__m512bh)_mm512_set1_epi32((int)a[p * ROWS + r]);
            sums[r][0] = _mm512_dpbf16_ps(sums[r][0], number, b0);
            sums[r][1] = _mm512_dpbf16_ps(sums[r][1], number, b1);
        }
    }
    __mmask16 low = columns >= 16 ? 0xFFFF : (__mmask16)((1u << columns) - 1);
    __mmask16 high = columns >= 32 ? 0xFFFF : columns <= 16 ? 0 : (__mmask16)((1u << (columns - 16)) - 1);
    __m512 factor = _mm512_set1_ps(scale);
    UNROLL for (int r = 0; r < ROWS; r++) {
        if ((size_t)r >= rows) continue;
        float *to = c + (size_t)r * stride;
        if (accumulate) {
            _mm512_mask_storeu_ps(to, low, _mm512_fmadd_ps(sums[r][0], factor, _mm512_maskz_loadu_ps(low, to)));
            _mm512_mask_storeu_ps(
                to + 16, high, _mm512_fmadd_ps(sums[r][1], factor, _mm512_maskz_loadu_ps(high, to + 16)));
        } else {
            _mm512_mask_storeu_ps(to, low, _mm512_mul_ps(sums[r][0], factor));
            _mm512_mask_storeu_ps(to + 16, high, _mm512_mul_ps(sums[r][1], factor));
        }
    }
}

void ck_pair_product(
    const uint16_t *a, const uint16_t *b, size_t depth, size_t first_row, size_t last_row, size_t first_column,
    size_t last_column, float scale, bool accumulate, float *c, size_t stride
) {
    size_t pairs = ck_pairs(depth);
    for (size_t start = 0; start < pairs; start += BLOCK_PAIRS) {
        size_t block = pairs - start < BLOCK_PAIRS ? pairs - start : BLOCK_PAIRS;
        for (size_t row = first_row; row < last_row; row += ROWS) {
            const uint32_t *rows = (const uint32_t *)a + (row / ROWS * pairs + start) * ROWS;
            for (size_t column = first_column; column < last_column; column += COLUMNS) {
                const uint32_t *columns = (const uint32_t *)b + (column / COLUMNS * pairs + start) * COLUMNS;
                tile(
                    rows, columns, block, scale, accumulate || start > 0, c + row * stride + column, stride,
                    last_row - row, last_column - column);
            }
        }
    }
}

#pragma clang attribute pop
#else
void ck_pack_pairs(
    const float *x, size_t stride, bool lines_are_rows, size_t lines, size_t depth, size_t width, size_t first,
    size_t last, uint16_t *target
) {
    (void)x, (void)stride, (void)lines_are_rows, (void)lines, (void)depth, (void)width, (void)first, (void)last;
    (void)target;
    __builtin_trap();
}

void ck_pair_product(
    const uint16_t *a, const uint16_t *b, size_t depth, size_t first_row, size_t last_row, size_t first_column,
    size_t last_column, float scale, bool accumulate, float *c, size_t stride
) {
    (void)a, (void)b, (void)depth, (void)first_row, (void)last_row, (void)first_column, (void)last_column;
    (void)scale, (void)accumulate, (void)c, (void)stride;
    __builtin_trap();
}
#endif
