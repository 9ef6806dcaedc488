// Kernels of training: backward passes, the vocabulary's softmax, the optimiser. Included by CKernels.h.
#ifndef CGRADIENTS_H
#define CGRADIENTS_H

#include <stddef.h>
#include <stdint.h>

/// target += source.
void ck_add(ck_instruction_set set, float *target, const float *source, size_t count);

/// target += factor * source.
void ck_add_scaled(ck_instruction_set set, float *target, float factor, const float *source, size_t count);

/// The sum of a[i] b[i].
float ck_dot(ck_instruction_set set, const float *a, const float *b, size_t count);

/// The sum of squares, added up in double every 1024 numbers.
double ck_square_sum(ck_instruction_set set, const float *x, size_t count);

/// The gradient of ck_rms_norm, one row: dx += the gradient by x, dw += the gradient by weight (unless null).
void ck_rms_norm_gradient(
    ck_instruction_set set, const float *x, const float *weight, float epsilon, const float *dy, float *dx,
    float *dw, size_t count);

/// out = gate * sigmoid(gate) * up.
void ck_silu_gate(ck_instruction_set set, const float *gate, const float *up, float *out, size_t count);

/// The gradient of ck_silu_gate: gate and up are replaced by the gradients by them, and `dout`, the gradient
/// by the output, by the output.
void ck_silu_gate_gradient(ck_instruction_set set, float *gate, float *up, float *dout, size_t count);

/// The gradient of a softmax, one row, from its scores: scores are replaced by weights
/// p = exp(score - log_sum_exp), and dp, the gradients by the weights, by those by the products that the
/// scores are `scale` times of: scale * p * (dp - delta), with delta the sum of p dp over the whole row.
void ck_softmax_gradient(
    ck_instruction_set set, float *scores, float *dp, float log_sum_exp, float delta, float scale, size_t count);

/// One row of logits: the log of the sum of exp(factor * logit), and the entropy of that distribution.
void ck_log_sum_exp(
    ck_instruction_set set, const float *logits, size_t count, float factor, float *log_sum_exp, float *entropy);

/// Replaces a row of logits z by gradients: with p = exp(factor * z - log_sum_exp),
/// -factor * p * (by_log_probability + by_entropy * (log p + entropy)), which leaves out what the token itself
/// gets, factor * by_log_probability.
void ck_log_probability_gradient(
    ck_instruction_set set, float *logits, size_t count, float factor, float log_sum_exp, float entropy,
    float by_log_probability, float by_entropy);

/// What a step of AdamW needs beside the numbers it changes.
typedef struct ck_adamw_step {
    float gradient_scale;     // what gradients are multiplied by first
    float decay;              // 1 - learning rate * weight decay
    float beta2, rest1, rest2;  // beta2, 1 - beta1, 1 - beta2
    float step_size;          // learning rate / (1 - beta1^t)
    float second_correction;  // sqrt(1 - beta2^t)
    float epsilon;
} ck_adamw_step;

/// A step of AdamW; gradients are set to zero.
void ck_adamw(
    ck_instruction_set set, float *weights, float *gradients, float *first, float *second, size_t count,
    const ck_adamw_step *step);

// Rows of A and columns of B of a tile of ck_pair_product.
#define CK_PAIR_ROWS 12
#define CK_PAIR_COLUMNS 32

/// Pairs of this many depths.
static inline size_t ck_pairs(size_t depth) { return (depth + 1) / 2; }

/// Rounds an operand of a matrix product to bfloat16 and packs it into panels of `width` lines, panel after
/// panel of ck_pairs(depth) * width pairs: (line, depth) lies at x[line * stride + depth] where lines are rows,
/// at x[depth * stride + line] elsewhere. Writes the panels first..<last. Only where CK_AVX512_BF16 is supported.
void ck_pack_pairs(
    const float *x, size_t stride, bool lines_are_rows, size_t lines, size_t depth, size_t width, size_t first,
    size_t last, uint16_t *target);

/// c[m, n] = scale * sum_k a[m, k] b[k, n] (+ c[m, n]) for some rows and columns, the first of which begin a
/// panel. `a` is packed with a width of CK_PAIR_ROWS, `b` of CK_PAIR_COLUMNS. Only where CK_AVX512_BF16 is
/// supported.
void ck_pair_product(
    const uint16_t *a, const uint16_t *b, size_t depth, size_t first_row, size_t last_row, size_t first_column,
    size_t last_column, float scale, bool accumulate, float *c, size_t stride);

#endif
