// Products of two matrices of floats by AVX-512. Both operands are packed into panels first, as in
// matrix_bfloat16.c.
#include "CKernels.h"

#include "vectors.h"

enum { ROWS = CK_TILE_LINES, COLUMNS = CK_TILE_COLUMNS, BLOCK_DEPTH = 512 };

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,avx512f,avx512bw,avx512vl,avx512dq"))), apply_to = function)
#include "words_transpose.h"

/// Up to 16 lines of 16 depths, depths side by side in memory: line i's go to target[depth * width + i].
static ALWAYS_INLINE void pack_lines(
    const float *x, size_t stride, size_t lines, size_t depth, float *target, size_t width
) {
    __m512i r[16];
    __mmask16 mask = depth >= 16 ? 0xFFFF : (__mmask16)((1u << depth) - 1);
    for (size_t i = 0; i < 16; i++) {
        r[i] = i < lines ? _mm512_maskz_loadu_epi32(mask, x + i * stride) : _mm512_setzero_si512();
    }
    transpose(r);
    __mmask16 out = width >= 16 ? 0xFFFF : (__mmask16)((1u << width) - 1);
    for (size_t k = 0; k < 16 && k < depth; k++) _mm512_mask_storeu_epi32(target + k * width, out, r[k]);
}

void ck_pack_floats(
    const float *x, size_t stride, bool lines_are_rows, size_t lines, size_t depth, size_t width, size_t first,
    size_t last, float *target
) {
    for (size_t panel = first; panel < last; panel++) {
        float *to = target + panel * depth * width;
        for (size_t part = 0; part < width; part += 16) {
            size_t line = panel * width + part, span = width - part < 16 ? width - part : 16;
            size_t count = line >= lines ? 0 : lines - line < span ? lines - line : span;
            if (lines_are_rows) {
                for (size_t k = 0; k < depth; k += 16) {
                    pack_lines(
                        x + (count ? line * stride : 0) + k, stride, count, depth - k, to + k * width + part, width);
                }
                continue;
            }
            __mmask16 mask = (__mmask16)((1u << count) - 1), out = (__mmask16)((1u << span) - 1);
            for (size_t k = 0; k < depth; k++) {
                _mm512_mask_storeu_ps(to + k * width + part, out, _mm512_maskz_loadu_ps(mask, x + k * stride + line));
            }
        }
    }
}

/// A tile of 12 x 32 sums, of which rows x columns are stored.
static ALWAYS_INLINE void tile(
    const float *a, const float *b, size_t depth, float scale, bool accumulate, float *c, size_t stride,
    size_t rows, size_t columns
) {
    __m512 sums[ROWS][2];
    UNROLL for (int r = 0; r < ROWS; r++) sums[r][0] = sums[r][1] = _mm512_setzero_ps();
    for (size_t k = 0; k < depth; k++) {
        __m512 b0 = _mm512_loadu_ps(b + k * COLUMNS), b1 = _mm512_loadu_ps(b + k * COLUMNS + 16);
        UNROLL for (int r = 0; r < ROWS; r++) {
            __m512 number = _mm512_set1_ps(a[k * ROWS + r]);
            sums[r][0] = _mm512_fmadd_ps(number, b0, sums[r][0]);
            sums[r][1] = _mm512_fmadd_ps(number, b1, sums[r][1]);
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

void ck_float_product(
    const float *a, const float *b, size_t depth, size_t first_row, size_t last_row, size_t first_column,
    size_t last_column, float scale, bool accumulate, float *c, size_t stride
) {
    for (size_t start = 0; start < depth; start += BLOCK_DEPTH) {
        size_t block = depth - start < BLOCK_DEPTH ? depth - start : BLOCK_DEPTH;
        for (size_t row = first_row; row < last_row; row += ROWS) {
            const float *rows = a + (row / ROWS * depth + start) * ROWS;
            for (size_t column = first_column; column < last_column; column += COLUMNS) {
                tile(
                    rows, b + (column / COLUMNS * depth + start) * COLUMNS, block, scale, accumulate || start > 0,
                    c + row * stride + column, stride, last_row - row, last_column - column);
            }
        }
    }
}

#pragma clang attribute pop
#else
void ck_pack_floats(
    const float *x, size_t stride, bool lines_are_rows, size_t lines, size_t depth, size_t width, size_t first,
    size_t last, float *target
) {
    (void)x, (void)stride, (void)lines_are_rows, (void)lines, (void)depth, (void)width, (void)first, (void)last;
    (void)target;
    __builtin_trap();
}

void ck_float_product(
    const float *a, const float *b, size_t depth, size_t first_row, size_t last_row, size_t first_column,
    size_t last_column, float scale, bool accumulate, float *c, size_t stride
) {
    (void)a, (void)b, (void)depth, (void)first_row, (void)last_row, (void)first_column, (void)last_column;
    (void)scale, (void)accumulate, (void)c, (void)stride;
    __builtin_trap();
}
#endif
