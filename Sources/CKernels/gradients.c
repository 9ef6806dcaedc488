#include "CKernels.h"

#include <math.h>

#include "dispatch.h"
#include "vectors.h"

#define LANES 4
#define NAME(x) portable_##x
#define FMA(a, b, c) ((a) * (b) + (c))
#include "gradients_template.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LANES 8
#define NAME(x) avx2_##x
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#include "gradients_template.h"
#pragma clang attribute pop

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,avx512f,avx512bw,avx512vl,avx512dq"))), apply_to = function)
#define LANES 16
#define NAME(x) avx512_##x
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#include "gradients_template.h"
#pragma clang attribute pop
#endif

void ck_add(ck_instruction_set set, float *target, const float *source, size_t count) {
    DISPATCH(set, add(target, source, count))
}

void ck_add_scaled(ck_instruction_set set, float *target, float factor, const float *source, size_t count) {
    DISPATCH(set, add_scaled(target, factor, source, count))
}

float ck_dot(ck_instruction_set set, const float *a, const float *b, size_t count) {
    DISPATCH(set, dot(a, b, count))
}

double ck_square_sum(ck_instruction_set set, const float *x, size_t count) {
    DISPATCH(set, square_sum(x, count))
}

void ck_rms_norm_gradient(
    ck_instruction_set set, const float *x, const float *weight, float epsilon, const float *dy, float *dx,
    float *dw, size_t count
) {
    DISPATCH(set, rms_norm_gradient(x, weight, epsilon, dy, dx, dw, count))
}

void ck_silu_gate(ck_instruction_set set, const float *gate, const float *up, float *out, size_t count) {
    DISPATCH(set, silu_gate(gate, up, out, count))
}

void ck_silu_gate_gradient(ck_instruction_set set, float *gate, float *up, float *dout, size_t count) {
    DISPATCH(set, silu_gate_gradient(gate, up, dout, count))
}

void ck_softmax_gradient(
    ck_instruction_set set, float *scores, float *dp, float log_sum_exp, float delta, float scale, size_t count
) {
    DISPATCH(set, softmax_gradient(scores, dp, log_sum_exp, delta, scale, count))
}

void ck_log_sum_exp(
    ck_instruction_set set, const float *logits, size_t count, float factor, float *log_sum_exp, float *entropy
) {
    DISPATCH(set, log_sum_exp(logits, count, factor, log_sum_exp, entropy))
}

void ck_log_probability_gradient(
    ck_instruction_set set, float *logits, size_t count, float factor, float log_sum_exp, float entropy,
    float by_log_probability, float by_entropy
) {
    DISPATCH(
        set, log_probability_gradient(
                 logits, count, factor, log_sum_exp, entropy, by_log_probability, by_entropy))
}

void ck_adamw(
    ck_instruction_set set, float *weights, float *gradients, float *first, float *second, size_t count,
    const ck_adamw_step *step
) {
    DISPATCH(set, adamw(weights, gradients, first, second, count, step))
}
