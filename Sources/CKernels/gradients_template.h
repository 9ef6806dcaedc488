// The kernels of training, written once over vectors of LANES floats; gradients.c includes this file once for
// each instruction set with LANES, NAME(x) and FMA(a, b, c) defined.

#include "vector_template.h"

static void NAME(add)(float *target, const float *source, size_t count) {
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        NAME(store)(target + i, NAME(load)(target + i) + NAME(load)(source + i));
    }
    for (; i < count; i++) target[i] += source[i];
}

static void NAME(add_scaled)(float *target, float factor, const float *source, size_t count) {
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        NAME(store)(target + i, FMA((V)(factor), NAME(load)(source + i), NAME(load)(target + i)));
    }
    for (; i < count; i++) target[i] += factor * source[i];
}

static float NAME(dot)(const float *a, const float *b, size_t count) {
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

static double NAME(square_sum)(const float *x, size_t count) {
    double total = 0;
    for (size_t i = 0; i < count; i += 1024) {
        total += (double)NAME(dot)(x + i, x + i, count - i < 1024 ? count - i : 1024);
    }
    return total;
}

static void NAME(rms_norm_gradient)(
    const float *x, const float *weight, float epsilon, const float *dy, float *dx, float *dw, size_t count
) {
    float factor = 1.0f / __builtin_sqrtf(NAME(dot)(x, x, count) / (float)count + epsilon);
    V partial = (V)(0.0f);
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        partial = FMA(NAME(load)(dy + i) * NAME(load)(weight + i), NAME(load)(x + i), partial);
    }
    float product = NAME(sum)(partial);
    for (; i < count; i++) product += dy[i] * weight[i] * x[i];
    float inner = -product * factor * factor * factor / (float)count;
    for (i = 0; i + LANES <= count; i += LANES) {
        V d = NAME(load)(dy + i), value = NAME(load)(x + i);
        V sum = FMA(d * NAME(load)(weight + i), (V)(factor), NAME(load)(dx + i));
        NAME(store)(dx + i, FMA(value, (V)(inner), sum));
        if (dw) NAME(store)(dw + i, FMA(d * (V)(factor), value, NAME(load)(dw + i)));
    }
    for (; i < count; i++) {
        dx[i] += dy[i] * weight[i] * factor + x[i] * inner;
        if (dw) dw[i] += dy[i] * factor * x[i];
    }
}

static void NAME(silu_gate)(const float *gate, const float *up, float *out, size_t count) {
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        V g = NAME(load)(gate + i);
        NAME(store)(out + i, g / ((V)(1.0f) + NAME(exp)(-g)) * NAME(load)(up + i));
    }
    for (; i < count; i++) out[i] = gate[i] / (1.0f + expf(-gate[i])) * up[i];
}

static void NAME(silu_gate_gradient)(float *gate, float *up, float *dout, size_t count) {
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        V g = NAME(load)(gate + i), u = NAME(load)(up + i), d = NAME(load)(dout + i);
        V s = (V)(1.0f) / ((V)(1.0f) + NAME(exp)(-g));
        V silu = g * s;
        NAME(store)(gate + i, d * u * FMA(silu, (V)(1.0f) - s, s));
        NAME(store)(up + i, d * silu);
        NAME(store)(dout + i, silu * u);
    }
    for (; i < count; i++) {
        float s = 1.0f / (1.0f + expf(-gate[i])), silu = gate[i] * s, u = up[i], d = dout[i];
        gate[i] = d * u * (s + silu * (1.0f - s));
        up[i] = d * silu;
        dout[i] = silu * u;
    }
}

static void NAME(softmax_gradient)(
    float *scores, float *dp, float log_sum_exp, float delta, float scale, size_t count
) {
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        V p = NAME(exp)(NAME(load)(scores + i) - (V)(log_sum_exp));
        NAME(store)(scores + i, p);
        NAME(store)(dp + i, (V)(scale) * p * (NAME(load)(dp + i) - (V)(delta)));
    }
    for (; i < count; i++) {
        scores[i] = expf(scores[i] - log_sum_exp);
        dp[i] = scale * scores[i] * (dp[i] - delta);
    }
}

static void NAME(log_sum_exp)(
    const float *logits, size_t count, float factor, float *log_sum_exp, float *entropy
) {
    float maximum = -__builtin_inff();
    size_t i = 0;
    if (count >= LANES) {
        V greatest = NAME(load)(logits);
        for (i = LANES; i + LANES <= count; i += LANES) {
            greatest = __builtin_elementwise_max(greatest, NAME(load)(logits + i));
        }
        for (int lane = 0; lane < LANES; lane++) {
            if (greatest[lane] > maximum) maximum = greatest[lane];
        }
    }
    for (; i < count; i++) {
        if (logits[i] > maximum) maximum = logits[i];
    }
    // Sums of e and e * (factor * (z - maximum)), in double every so often: a vocabulary is long.
    double total = 0, weighted = 0;
    i = 0;
    while (i + LANES <= count) {
        size_t end = count - i < 256 * LANES ? count : i + 256 * LANES;
        V sums = (V)(0.0f), products = (V)(0.0f);
        for (; i + LANES <= end; i += LANES) {
            V z = (NAME(load)(logits + i) - (V)(maximum)) * (V)(factor);
            V e = NAME(exp)(z);
            sums += e;
            products = FMA(e, z, products);
        }
        total += (double)NAME(sum)(sums);
        weighted += (double)NAME(sum)(products);
    }
    for (; i < count; i++) {
        float z = (logits[i] - maximum) * factor, e = expf(z);
        total += (double)e;
        weighted += (double)(e * z);
    }
    double logarithm = log(total);
    *log_sum_exp = (float)((double)(factor * maximum) + logarithm);
    *entropy = (float)(logarithm - weighted / total);
}

static void NAME(log_probability_gradient)(
    float *logits, size_t count, float factor, float log_sum_exp, float entropy, float by_log_probability,
    float by_entropy
) {
    size_t i = 0;
    if (by_entropy == 0) {
        V coefficient = (V)(-factor * by_log_probability);
        for (; i + LANES <= count; i += LANES) {
            V logarithm = NAME(load)(logits + i) * (V)(factor) - (V)(log_sum_exp);
            NAME(store)(logits + i, coefficient * NAME(exp)(logarithm));
        }
    } else {
        for (; i + LANES <= count; i += LANES) {
            V logarithm = NAME(load)(logits + i) * (V)(factor) - (V)(log_sum_exp);
            V sum = FMA((V)(by_entropy), logarithm + (V)(entropy), (V)(by_log_probability));
            NAME(store)(logits + i, (V)(-factor) * NAME(exp)(logarithm) * sum);
        }
    }
    for (; i < count; i++) {
        float logarithm = logits[i] * factor - log_sum_exp;
        logits[i] = -factor * expf(logarithm) * (by_log_probability + by_entropy * (logarithm + entropy));
    }
}

static void NAME(adamw)(
    float *weights, float *gradients, float *first, float *second, size_t count, const ck_adamw_step *step
) {
    V scale = (V)(step->gradient_scale), decay = (V)(step->decay);
    V beta2 = (V)(step->beta2), rest1 = (V)(step->rest1), rest2 = (V)(step->rest2);
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        V g = NAME(load)(gradients + i) * scale;
        V m = NAME(load)(first + i), v = NAME(load)(second + i);
        m = FMA(g - m, rest1, m);
        v = FMA(g * g, rest2, v * beta2);
        V root = __builtin_elementwise_sqrt(v);
        V denominator = root / (V)(step->second_correction) + (V)(step->epsilon);
        V w = NAME(load)(weights + i) * decay;
        NAME(store)(weights + i, w - (V)(step->step_size) * (m / denominator));
        NAME(store)(first + i, m);
        NAME(store)(second + i, v);
        NAME(store)(gradients + i, (V)(0.0f));
    }
    for (; i < count; i++) {
        float g = gradients[i] * step->gradient_scale;
        first[i] += (g - first[i]) * step->rest1;
        second[i] = second[i] * step->beta2 + g * g * step->rest2;
        float denominator = __builtin_sqrtf(second[i]) / step->second_correction + step->epsilon;
        weights[i] = weights[i] * step->decay - step->step_size * (first[i] / denominator);
        gradients[i] = 0;
    }
}

#undef V
#undef LANES
#undef NAME
#undef FMA
