// Vector kernels with run-time dispatch. Every function takes the instruction set to use as its first
// argument; only a set that ck_supports() may be passed. Nothing here allocates, locks or keeps state.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum ck_instruction_set {
    CK_PORTABLE = 0,
    CK_AVX2 = 1,    // AVX2, FMA, F16C
    CK_AVX512 = 2,  // AVX-512 F, BW, VL, DQ
    CK_AVX512_VNNI = 3,  // and 8-bit dot products
    CK_AVX512_BF16 = 4,  // and bfloat16 dot products
} ck_instruction_set;

/// Whether this processor runs the set.
bool ck_supports(ck_instruction_set set);

/// How weights are stored.
typedef enum ck_element_type { CK_F32 = 0, CK_F16 = 1, CK_BF16 = 2 } ck_element_type;

/// y[m, n] = bias[n] + sum_k x[m, k] w[n, k] for m in 0..<rows, n in first..<last. `w` is the whole
/// matrix (columns wide, row-major, of `type`); x is rows x columns; y is rows x stride_y; bias may be null.
void ck_linear(
    ck_instruction_set set, ck_element_type type, const float *x, size_t rows, size_t columns, const void *w,
    size_t first, size_t last, const float *bias, float *y, size_t stride_y);

/// Converts count elements to float.
void ck_widen(ck_instruction_set set, ck_element_type type, const void *source, float *target, size_t count);

/// Columns of rows of bfloat16 activations: padded with zeros to a multiple of 32.
size_t ck_bfloat16_columns(size_t columns);

/// Rounds rows of floats to bfloat16, padded. Only where CK_AVX512_BF16 is supported.
void ck_narrow_rows(const float *x, size_t rows, size_t columns, uint16_t *target);

/// As ck_linear with bfloat16 weights, x narrowed by ck_narrow_rows. Only where CK_AVX512_BF16 is supported.
void ck_bfloat16_linear(
    const uint16_t *x, size_t rows, size_t columns, const uint16_t *w, size_t first, size_t last,
    const float *bias, float *y, size_t stride_y);

/// y = x / sqrt(mean(x^2) + epsilon) * weight, one row.
void ck_rms_norm(
    ck_instruction_set set, const float *x, const float *weight, float epsilon, float *y, size_t count);

/// gate = gate * sigmoid(gate) * up.
void ck_silu_product(ck_instruction_set set, float *gate, const float *up, size_t count);

/// Rotates the pairs (x[i], x[i + half]) by the angle whose cosine and sine are given.
void ck_rotate_pairs(ck_instruction_set set, float *x, const float *cosine, const float *sine, size_t half);

/// scores[j] = scale * q . keys[j], keys `stride` floats apart.
void ck_dot_rows(
    ck_instruction_set set, const float *q, const float *keys, size_t stride, size_t count, size_t width,
    float scale, float *scores);

/// c[m, n] = scale sum_k a[m, k] b[k, n], or with `adds` c[m, n] += sum_k a[m, k] b[k, n], for small matrices: a is
/// rows x inner, b inner x columns, each with a stride from row to row. Each sum runs over k in order.
void ck_product(
    ck_instruction_set set, const float *a, size_t stride_a, size_t rows, size_t inner, const float *b,
    size_t stride_b, size_t columns, float scale, bool adds, float *c, size_t stride_c);

/// One block of an online softmax: with the running maximum m and sum s of the blocks before, replaces
/// scores by exp(score - m'), updates m and s, and returns exp(m - m'), the factor for earlier results.
/// Start with m = -infinity, s = 0; count must be at least 1.
float ck_online_softmax(
    ck_instruction_set set, float *scores, size_t count, float *running_maximum, float *running_sum);

/// The greatest of the values that are numbers; -infinity if there is none.
float ck_maximum(ck_instruction_set set, const float *values, size_t count);

/// Returns the sum of exp((x[i] - shift) scale), and writes the terms to y unless that is null; what is -infinity or
/// not a number counts as 0. `shift` should be the greatest x, so that nothing overflows; a term below exp(-87) may
/// come out as that.
double ck_exponentials(
    ck_instruction_set set, const float *x, float scale, float shift, float *y, size_t count);

/// values *= factor.
void ck_scale(ck_instruction_set set, float *values, float factor, size_t count);

/// How many processors the calling thread may run on; 0 where that is not known.
int ck_allowed_processors(void);

/// Tells the C library not to give freed memory of some megabytes back to the system, which would have to clear and
/// map it anew for the next prompt: a sixth of a prompt's time. Some 200 MB at most stay with the process.
void ck_keep_freed_memory(void);

/// Uninitialised memory that begins with a line of the cache, for `free`; NULL where there is none. Two megabytes and more
/// begin with a huge page and ask for such, where the system gives them on request: it hands out one of these in a fraction
/// of the time that the five hundred and twelve small ones take.
void *ck_allocate(size_t bytes);

/// Tells the processor that this thread waits for another one's write.
static inline void ck_pause(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

#include "CGradients.h"
#include "CQuantized.h"
#include "CRaster.h"

#endif
