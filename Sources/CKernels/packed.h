#ifndef PACKED_H
#define PACKED_H

// How the packed form lays a block of a tile out; see CQuantized.h.
#include "CQuantized.h"

#define PACKED_INLINE static inline __attribute__((always_inline))

/// Whether a number's lower four bits lie two in a byte.
PACKED_INLINE int has_nibbles(ck_packed_format format) { return format != CK_PACKED_Q8; }

/// Where the upper two bits of Q6 begin.
enum { PACKED_NIBBLE_BYTES = 256 };

PACKED_INLINE size_t quant_bytes(ck_packed_format format) {
    return format == CK_PACKED_Q8 ? 512 : PACKED_NIBBLE_BYTES + (format == CK_PACKED_Q6 ? 128 : 0);
}

/// f16 numbers a block: scales, and minima or the scales of the second half.
PACKED_INLINE size_t scale_count(ck_packed_format format) {
    return format == CK_PACKED_Q4_AFFINE || format == CK_PACKED_Q6 ? 32 : 16;
}

/// Number i of row n of a block.
PACKED_INLINE uint8_t packed_number(ck_packed_format format, const uint8_t *quants, size_t n, size_t i) {
    size_t place = has_nibbles(format) ? i % 16 : i;
    uint8_t u = quants[place / 4 * 64 + n * 4 + place % 4];
    if (has_nibbles(format)) u = i < 16 ? u & 15 : u >> 4;
    if (format == CK_PACKED_Q6) {
        size_t group = i / 4;
        uint8_t pairs = quants[PACKED_NIBBLE_BYTES + group % 2 * 64 + n * 4 + i % 4];
        u |= (uint8_t)((pairs >> group / 2 * 2 & 3) << 4);
    }
    return u;
}

#endif
