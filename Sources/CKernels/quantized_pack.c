// Reading GGUF's blocks and writing the packed form: portable, run once at load.
#include "CQuantized.h"

#include <math.h>
#include <string.h>

#include "half.h"
#include "packed.h"

enum { BLOCK = CK_PACKED_BLOCK, TILE = CK_TILE_ROWS, SUPER = 256 };

size_t ck_block_length(ck_block_type type) {
    return type == CK_BLOCK_Q4_K || type == CK_BLOCK_Q6_K ? SUPER : BLOCK;
}

size_t ck_block_bytes(ck_block_type type) {
    switch (type) {
    case CK_BLOCK_Q8_0: return 34;
    case CK_BLOCK_Q4_0: return 18;
    case CK_BLOCK_Q4_1: return 20;
    case CK_BLOCK_Q4_K: return 144;
    case CK_BLOCK_Q6_K: return 210;
    }
    return 0;
}

static float load_half(const uint8_t *p) { return half_to_float((uint16_t)(p[0] | p[1] << 8)); }

/// 32 consecutive numbers of any block type as small whole numbers u with value = scale u + minimum; Q6_K has
/// a scale for each half.
typedef struct block_parts {
    uint8_t u[BLOCK];
    float scales[2];
    float minimum;  // Q4_1 and Q4_K only; the symmetric types subtract 8, 32 or 128 instead
    // Q4_K only: what the scale and minus the minimum are products of, f16 and six bits.
    uint16_t shared[2];
    uint8_t small[2];
} block_parts;

/// Six-bit scale and minimum j of a Q4_K block: the first four of each lie in the low bits of 12 bytes, the
/// upper bits of the last four in what those leave free.
static void q4_k_scale(const uint8_t *s, int j, int *scale, int *minimum) {
    if (j < 4) {
        *scale = s[j] & 63;
        *minimum = s[j + 4] & 63;
    } else {
        *scale = (s[j + 4] & 15) | (s[j - 4] >> 6) << 4;
        *minimum = s[j + 4] >> 4 | (s[j] >> 6) << 4;
    }
}

static void split_nibbles(const uint8_t *q, uint8_t *u) {
    for (int i = 0; i < 16; i++) {
        u[i] = q[i] & 15;
        u[i + 16] = q[i] >> 4;
    }
}

static void read_block(ck_block_type type, const uint8_t *row, size_t block, block_parts *parts) {
    parts->minimum = 0;
    size_t part = block % (SUPER / BLOCK);
    const uint8_t *p = row + (ck_block_length(type) == SUPER ? block / (SUPER / BLOCK) : block) * ck_block_bytes(type);
    switch (type) {
    case CK_BLOCK_Q8_0:
        parts->scales[0] = parts->scales[1] = load_half(p);
        for (int i = 0; i < BLOCK; i++) parts->u[i] = p[2 + i] ^ 128;
        break;
    case CK_BLOCK_Q4_0:
        parts->scales[0] = parts->scales[1] = load_half(p);
        split_nibbles(p + 2, parts->u);
        break;
    case CK_BLOCK_Q4_1:
        parts->scales[0] = parts->scales[1] = load_half(p);
        parts->minimum = load_half(p + 2);
        split_nibbles(p + 4, parts->u);
        break;
    case CK_BLOCK_Q4_K: {
        int scale, minimum;
        q4_k_scale(p + 4, (int)part, &scale, &minimum);
        parts->scales[0] = parts->scales[1] = load_half(p) * (float)scale;
        parts->minimum = -load_half(p + 2) * (float)minimum;
        parts->shared[0] = (uint16_t)(p[0] | p[1] << 8);
        parts->shared[1] = (uint16_t)(p[2] | p[3] << 8);
        parts->small[0] = (uint8_t)scale;
        parts->small[1] = (uint8_t)minimum;
        // Two runs of 32 share 32 bytes, low and high halves.
        const uint8_t *q = p + 16 + part / 2 * 32;
        for (int i = 0; i < BLOCK; i++) parts->u[i] = part % 2 ? q[i] >> 4 : q[i] & 15;
        break;
    }
    case CK_BLOCK_Q6_K: {
        // Each half of 128: 64 bytes of low nibbles, 32 of high pairs, 8 scales; four runs of 32.
        size_t half = part / 4, run = part % 4;
        const uint8_t *low = p + half * 64 + (run % 2) * 32, *high = p + 128 + half * 32;
        const int8_t *scales = (const int8_t *)p + 192 + half * 8 + run * 2;
        float d = load_half(p + 208);
        parts->scales[0] = d * (float)scales[0];
        parts->scales[1] = d * (float)scales[1];
        for (int i = 0; i < BLOCK; i++) {
            uint8_t nibble = run < 2 ? low[i] & 15 : low[i] >> 4;
            parts->u[i] = (uint8_t)(nibble | (high[i] >> (2 * run) & 3) << 4);
        }
        break;
    }
    }
}

static float offset_of(ck_packed_format format) {
    switch (format) {
    case CK_PACKED_Q8: return 128;
    case CK_PACKED_Q4: return 8;
    case CK_PACKED_Q6: return 32;
    case CK_PACKED_Q4_AFFINE:
    case CK_PACKED_Q4_SUPER: return 0;
    }
    return 0;
}

void ck_dequantize(ck_block_type type, const void *source, float *target, size_t blocks) {
    size_t parts_a_block = ck_block_length(type) / BLOCK;
    float offset = offset_of(ck_packed_format_of(type));
    block_parts parts;
    for (size_t block = 0; block < blocks * parts_a_block; block++) {
        read_block(type, source, block, &parts);
        for (int i = 0; i < BLOCK; i++) {
            target[block * BLOCK + i] = parts.scales[i / 16] * ((float)parts.u[i] - offset) + parts.minimum;
        }
    }
}

ck_packed_format ck_packed_format_of(ck_block_type type) {
    switch (type) {
    case CK_BLOCK_Q8_0: return CK_PACKED_Q8;
    case CK_BLOCK_Q4_0: return CK_PACKED_Q4;
    case CK_BLOCK_Q4_1: return CK_PACKED_Q4_AFFINE;
    case CK_BLOCK_Q4_K: return CK_PACKED_Q4_SUPER;
    case CK_BLOCK_Q6_K: return CK_PACKED_Q6;
    }
    return CK_PACKED_Q8;
}

static size_t block_count(size_t columns) { return columns / BLOCK + (columns % BLOCK != 0); }

size_t ck_packed_tile_bytes(ck_packed_format format, size_t columns) {
    size_t blocks = block_count(columns), bytes = blocks * quant_bytes(format) + all_scale_bytes(format, blocks);
    return (bytes + 63) / 64 * 64;
}

size_t ck_offsets_per_block(ck_packed_format format) { return format == CK_PACKED_Q6 ? 2 : 1; }

static void write_block(
    ck_packed_format format, const block_parts *parts, size_t blocks, size_t block, size_t row, uint8_t *tile
) {
    uint8_t *quants = tile + block * quant_bytes(format) + row * 4;
    for (int i = 0; i < (has_nibbles(format) ? 16 : 32); i++) {
        quants[i / 4 * 64 + i % 4] =
            has_nibbles(format) ? (uint8_t)((parts->u[i] & 15) | parts->u[i + 16] << 4) : parts->u[i];
    }
    if (format == CK_PACKED_Q6) {
        // Onto zeros: `ck_pack_tile` cleared the tile.
        for (int i = 0; i < BLOCK; i++) {
            int group = i / 4;
            quants[PACKED_NIBBLE_BYTES + group % 2 * 64 + i % 4] |= (uint8_t)(parts->u[i] >> 4 << group / 2 * 2);
        }
    }
    uint8_t *scales = tile + blocks * quant_bytes(format);
    if (format == CK_PACKED_Q4_SUPER) {
        for (size_t i = 0; i < 2; i++) {
            memcpy(scales + super_place(block) + i * 32 + row * 2, &parts->shared[i], 2);
            scales[small_place(block) + i * 16 + row] = parts->small[i];
        }
        return;
    }
    scales += block * scale_bytes(format) + row * 2;
    uint16_t bits = float_to_half(parts->scales[0]);
    memcpy(scales, &bits, 2);
    if (scale_bytes(format) == 64) {
        bits = float_to_half(format == CK_PACKED_Q6 ? parts->scales[1] : parts->minimum);
        memcpy(scales + 32, &bits, 2);
    }
}

void ck_pack_tile(
    ck_block_type type, const void *source, size_t rows, size_t columns, size_t tile, void *target
) {
    ck_packed_format format = ck_packed_format_of(type);
    size_t row_bytes = columns / ck_block_length(type) * ck_block_bytes(type), blocks = block_count(columns);
    memset(target, 0, ck_packed_tile_bytes(format, columns));
    for (size_t row = 0; row < TILE && tile * TILE + row < rows; row++) {
        const uint8_t *first = (const uint8_t *)source + (tile * TILE + row) * row_bytes;
        for (size_t block = 0; block < blocks; block++) {
            block_parts parts;
            read_block(type, first, block, &parts);
            write_block(format, &parts, blocks, block, row, target);
        }
    }
}

/// Q8: scale = greatest magnitude / 127. Q4: scale = -extreme / 8 as in ggml, so that the extreme is exact,
/// then the best of some smaller and greater steps by squared error.
static void quantize_block(ck_packed_format format, const float *x, block_parts *parts) {
    float extreme = 0;
    for (int i = 0; i < BLOCK; i++) {
        if (fabsf(x[i]) > fabsf(extreme)) extreme = x[i];
    }
    parts->minimum = 0;
    if (format == CK_PACKED_Q8) {
        float scale = half_to_float(float_to_half(fabsf(extreme) / 127));
        float inverse = scale > 0 ? 1 / scale : 0;
        for (int i = 0; i < BLOCK; i++) {
            float q = fmaxf(-127, fminf(127, __builtin_rintf(x[i] * inverse)));
            parts->u[i] = (uint8_t)((int)q + 128);
        }
        parts->scales[0] = parts->scales[1] = scale;
        return;
    }
    float best = INFINITY;
    parts->scales[0] = parts->scales[1] = 0;
    memset(parts->u, 8, BLOCK);
    for (int step = 0; step < 5; step++) {
        float scale = half_to_float(float_to_half(extreme / (-8.0f + 0.5f * (float)(step - 1))));
        if (scale == 0) continue;
        float inverse = 1 / scale, error = 0;
        uint8_t u[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            float q = fmaxf(0, fminf(15, __builtin_rintf(x[i] * inverse) + 8));
            u[i] = (uint8_t)q;
            float difference = scale * (q - 8) - x[i];
            error += difference * difference;
        }
        if (error < best) {
            best = error;
            parts->scales[0] = parts->scales[1] = scale;
            memcpy(parts->u, u, BLOCK);
        }
    }
}

void ck_quantize_tile(
    ck_packed_format format, const float *source, size_t rows, size_t columns, size_t tile, void *target
) {
    size_t blocks = block_count(columns);
    memset(target, 0, ck_packed_tile_bytes(format, columns));
    for (size_t row = 0; row < TILE && tile * TILE + row < rows; row++) {
        for (size_t block = 0; block < blocks; block++) {
            float numbers[BLOCK] = {0};
            size_t count = columns - block * BLOCK < BLOCK ? columns - block * BLOCK : BLOCK;
            memcpy(numbers, source + row * columns + block * BLOCK, count * sizeof(float));
            for (size_t i = 0; i < count; i++) {
                if (!isfinite(numbers[i])) numbers[i] = 0;
            }
            block_parts parts;
            quantize_block(format, numbers, &parts);
            write_block(format, &parts, blocks, block, row, target);
        }
    }
}

void ck_unpack_row(ck_packed_format format, const void *packed, size_t columns, size_t row, float *target) {
    size_t blocks = block_count(columns);
    const uint8_t *tile = (const uint8_t *)packed + row / TILE * ck_packed_tile_bytes(format, columns);
    float offset = offset_of(format);
    for (size_t k = 0; k < columns; k++) {
        size_t block = k / BLOCK, i = k % BLOCK;
        uint8_t u = packed_number(format, tile + block * quant_bytes(format), row % TILE, i);
        const uint8_t *scales = tile + blocks * quant_bytes(format);
        float scale = packed_scale(format, scales, block, row % TILE, i >= 16);
        target[k] = scale * ((float)u - offset) + packed_minimum(format, scales, block, row % TILE);
    }
}
