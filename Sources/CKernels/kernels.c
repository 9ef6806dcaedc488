#include "CKernels.h"

#include <math.h>
#include <string.h>

#include "dispatch.h"
#include "half.h"
#include "vectors.h"

// Portable: four lanes, which every 64-bit processor has.
#define LANES 4
#define NAME(x) portable_##x
#define FMA(a, b, c) ((a) * (b) + (c))
#define HALF_LOAD(p) \
    ((portable_vector){half_to_float((p)[0]), half_to_float((p)[1]), half_to_float((p)[2]), half_to_float((p)[3])})
#include "kernels_template.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#define LANES 8
#define NAME(x) avx2_##x
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#define HALF_LOAD(p) __builtin_bit_cast(avx2_vector, _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(p))))
#include "kernels_template.h"
#pragma clang attribute pop

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,f16c,avx512f,avx512bw,avx512vl,avx512dq"))), apply_to = function)
#define LANES 16
#define NAME(x) avx512_##x
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#define HALF_LOAD(p) \
    __builtin_bit_cast(avx512_vector, _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)(p))))
#include "kernels_template.h"
#pragma clang attribute pop
#endif

bool ck_supports(ck_instruction_set set) {
    switch (set) {
    case CK_PORTABLE: return true;
#if defined(__x86_64__)
    case CK_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
    case CK_AVX512:
        return ck_supports(CK_AVX2) && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    case CK_AVX512_VNNI: return ck_supports(CK_AVX512) && __builtin_cpu_supports("avx512vnni");
    case CK_AVX512_BF16: return ck_supports(CK_AVX512_VNNI) && __builtin_cpu_supports("avx512bf16");
#endif
    default: return false;
    }
}

void ck_linear(
    ck_instruction_set set, ck_element_type type, const float *x, size_t rows, size_t columns, const void *w,
    size_t first, size_t last, const float *bias, float *y, size_t stride_y
) {
    DISPATCH(set, linear(type, x, rows, columns, w, first, last, bias, y, stride_y))
}

void ck_widen(ck_instruction_set set, ck_element_type type, const void *source, float *target, size_t count) {
    DISPATCH(set, widen(type, source, target, count))
}

void ck_rms_norm(
    ck_instruction_set set, const float *x, const float *weight, float epsilon, float *y, size_t count
) {
    DISPATCH(set, rms_norm(x, weight, epsilon, y, count))
}

void ck_silu_product(ck_instruction_set set, float *gate, const float *up, size_t count) {
    DISPATCH(set, silu_product(gate, up, count))
}

void ck_rotate_pairs(ck_instruction_set set, float *x, const float *cosine, const float *sine, size_t half) {
    DISPATCH(set, rotate_pairs(x, cosine, sine, half))
}

void ck_dot_rows(
    ck_instruction_set set, const float *q, const float *keys, size_t stride, size_t count, size_t width,
    float scale, float *scores
) {
    DISPATCH(set, dot_rows(q, keys, stride, count, width, scale, scores))
}

void ck_product(
    ck_instruction_set set, const float *a, size_t stride_a, size_t rows, size_t inner, const float *b,
    size_t stride_b, size_t columns, float scale, bool adds, float *c, size_t stride_c
) {
    DISPATCH(set, product(a, stride_a, rows, inner, b, stride_b, columns, scale, adds, c, stride_c))
}

float ck_online_softmax(
    ck_instruction_set set, float *scores, size_t count, float *running_maximum, float *running_sum
) {
    DISPATCH(set, online_softmax(scores, count, running_maximum, running_sum))
}

float ck_maximum(ck_instruction_set set, const float *values, size_t count) {
    DISPATCH(set, maximum(values, count))
}

double ck_exponentials(
    ck_instruction_set set, const float *x, float scale, float shift, float *y, size_t count
) {
    DISPATCH(set, exponentials(x, scale, shift, y, count))
}

void ck_scale(ck_instruction_set set, float *values, float factor, size_t count) {
    DISPATCH(set, scale(values, factor, count))
}
