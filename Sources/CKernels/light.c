#include "CKernels.h"

#include <math.h>
#include <string.h>

#include "dispatch.h"
#include "vectors.h"

// No vector is passed between files, so it does not matter how one would be.
#pragma clang diagnostic ignored "-Wpsabi"

#define NAME(x) portable_##x
#define FMA(a, b, c) ((a) * (b) + (c))
#include "light_template.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#define NAME(x) avx2_##x
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#include "light_template.h"
#pragma clang attribute pop

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,f16c,avx512f,avx512bw,avx512vl,avx512dq"))), apply_to = function)
#define NAME(x) avx512_##x
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#include "light_template.h"
#pragma clang attribute pop
#endif

void ck_light_carry(
    ck_instruction_set set, const int32_t count[3], const ck_light_way *ways, size_t way_count, int is_downward,
    const float *thrown, float *target, float *scratch
) {
    DISPATCH(set, light_carry(count, ways, way_count, is_downward, thrown, target, scratch))
}

void ck_light_shade(
    ck_instruction_set set, const ck_raster_shadow *shadow, const float *positions, const uint32_t *corners, size_t first,
    size_t last, float *map
) {
    DISPATCH(set, light_shade(shadow, positions, corners, first, last, map))
}

void ck_light_fill(
    ck_instruction_set set, const int32_t count[3], float scale, const ck_light_matter *matter, const float *positions,
    const uint32_t *corners, size_t first, size_t last, float *cells, float *glow
) {
    DISPATCH(set, light_fill(count, scale, matter, positions, corners, first, last, cells, glow))
}
