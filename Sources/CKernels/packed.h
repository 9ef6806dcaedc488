#ifndef PACKED_H
#define PACKED_H

// How the packed form lays a block of a tile out; see CQuantized.h.
#include <string.h>

#include "CQuantized.h"
#include "half.h"

#define PACKED_INLINE static inline __attribute__((always_inline))

/// Whether a number's lower four bits lie two in a byte.
PACKED_INLINE int has_nibbles(ck_packed_format format) { return format != CK_PACKED_Q8; }

/// Where the upper two bits of Q6 begin.
enum { PACKED_NIBBLE_BYTES = 256 };

PACKED_INLINE size_t quant_bytes(ck_packed_format format) {
    return format == CK_PACKED_Q8 ? 512 : PACKED_NIBBLE_BYTES + (format == CK_PACKED_Q6 ? 128 : 0);
}

/// Whether a number has a minimum added to it, instead of an offset taken off before it is scaled.
PACKED_INLINE int is_affine(ck_packed_format format) {
    return format == CK_PACKED_Q4_AFFINE || format == CK_PACKED_Q4_SUPER;
}

/// Q4_SUPER: blocks that share scales of their scales, and the bytes of all their scales.
enum { PACKED_SUPER_BLOCKS = 8, PACKED_SUPER_BYTES = 64 + PACKED_SUPER_BLOCKS * 32 };

/// Bytes of a block's scales and minima, the last of Q4_SUPER with its share of those of its eight.
PACKED_INLINE size_t scale_bytes(ck_packed_format format) {
    if (format == CK_PACKED_Q4_SUPER) return PACKED_SUPER_BYTES / PACKED_SUPER_BLOCKS;
    return format == CK_PACKED_Q4_AFFINE || format == CK_PACKED_Q6 ? 64 : 32;
}

/// Bytes of the scales of so many blocks.
PACKED_INLINE size_t all_scale_bytes(ck_packed_format format, size_t blocks) {
    if (format != CK_PACKED_Q4_SUPER) return blocks * scale_bytes(format);
    return (blocks + PACKED_SUPER_BLOCKS - 1) / PACKED_SUPER_BLOCKS * PACKED_SUPER_BYTES;
}

/// Where the scales of a block's group of eight begin (Q4_SUPER), and where its own bytes among them.
PACKED_INLINE size_t super_place(size_t block) { return block / PACKED_SUPER_BLOCKS * PACKED_SUPER_BYTES; }
PACKED_INLINE size_t small_place(size_t block) { return super_place(block) + 64 + block % PACKED_SUPER_BLOCKS * 32; }

/// What a number of row n of a block is multiplied with; `half`: of the block's second half. `scales`: where those of
/// the tile begin.
PACKED_INLINE float packed_scale(ck_packed_format format, const uint8_t *scales, size_t block, size_t n, int half) {
    uint16_t bits;
    if (format == CK_PACKED_Q4_SUPER) {
        memcpy(&bits, scales + super_place(block) + n * 2, 2);
        return half_to_float(bits) * (float)scales[small_place(block) + n];
    }
    memcpy(&bits, scales + block * scale_bytes(format) + (format == CK_PACKED_Q6 && half ? 32 : 0) + n * 2, 2);
    return half_to_float(bits);
}

/// What is added to a number of row n of a block.
PACKED_INLINE float packed_minimum(ck_packed_format format, const uint8_t *scales, size_t block, size_t n) {
    uint16_t bits;
    if (!is_affine(format)) return 0;
    if (format == CK_PACKED_Q4_SUPER) {
        memcpy(&bits, scales + super_place(block) + 32 + n * 2, 2);
        return -half_to_float(bits) * (float)scales[small_place(block) + 16 + n];
    }
    memcpy(&bits, scales + block * scale_bytes(format) + 32 + n * 2, 2);
    return half_to_float(bits);
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
