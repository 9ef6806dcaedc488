#ifndef HALF_H
#define HALF_H

#include <stdint.h>

// IEEE 754 binary16 to binary32, all cases.
static inline __attribute__((always_inline)) float half_to_float(uint16_t bits) {
    uint32_t sign = (uint32_t)(bits & 0x8000) << 16;
    uint32_t exponent = (bits >> 10) & 31, fraction = bits & 1023;
    if (exponent == 31) return __builtin_bit_cast(float, sign | 0x7F800000u | fraction << 13);
    if (exponent == 0) {
        float magnitude = (float)fraction * 0x1p-24f;
        return sign ? -magnitude : magnitude;
    }
    return __builtin_bit_cast(float, sign | (exponent + 112) << 23 | fraction << 13);
}

// binary32 to the nearest binary16, ties to even; what is too large becomes infinite.
static inline uint16_t float_to_half(float value) {
    uint32_t bits = __builtin_bit_cast(uint32_t, value);
    uint16_t sign = (uint16_t)(bits >> 16 & 0x8000);
    uint32_t magnitude = bits & 0x7FFFFFFF;
    if (magnitude > 0x7F800000) return sign | 0x7E00;
    if (magnitude >= 0x477FF000) return sign | 0x7C00;
    if (magnitude < 0x38800000) {
        // Subnormal: multiples of 2^-24, which adding 1/2 rounds to (its last place is 2^-24).
        float shifted = __builtin_bit_cast(float, magnitude) + 0.5f;
        return sign | (uint16_t)(__builtin_bit_cast(uint32_t, shifted) - 0x3F000000);
    }
    uint32_t rounded = magnitude - (112u << 23) + 0xFFF + (magnitude >> 13 & 1);
    return sign | (uint16_t)(rounded >> 13);
}

#endif
