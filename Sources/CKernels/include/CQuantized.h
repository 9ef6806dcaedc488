// Block-quantised weights: GGUF's blocks, the packed form that the kernels read, and products with it.
#ifndef CQUANTIZED_H
#define CQUANTIZED_H

#include "CKernels.h"

/// Blocks as GGUF stores them (ggml-common.h of github.com/ggml-org/ggml), all little-endian.
typedef enum ck_block_type {
    CK_BLOCK_Q8_0 = 0,  // 32 numbers: f16 d, s8 q[32];                              d q
    CK_BLOCK_Q4_0 = 1,  // 32: f16 d, 4-bit q, i and i + 16 in one byte;              d (q - 8)
    CK_BLOCK_Q4_1 = 2,  // 32: f16 d, f16 m, 4-bit q as above;                        d q + m
    CK_BLOCK_Q4_K = 3,  // 256: f16 d, f16 e, eight 6-bit scales s and minima m, 4-bit q;  d s q - e m
    CK_BLOCK_Q6_K = 4,  // 256: 6-bit q, sixteen s8 scales s, f16 d;                  d s (q - 32)
} ck_block_type;

/// Numbers and bytes of one block.
size_t ck_block_length(ck_block_type type);
size_t ck_block_bytes(ck_block_type type);

/// Converts whole blocks to float.
void ck_dequantize(ck_block_type type, const void *source, float *target, size_t blocks);

/// The packed form: tiles of 16 outputs. The 16 rows of a tile lie interleaved, four consecutive inputs of
/// each row at a time, so that one vector instruction multiplies four inputs by 16 outputs. Rows and columns
/// are padded with zeros to whole tiles and blocks of 32. A tile is
///   quants: for each block, CK_PACKED_Q8: 8 groups of 4 inputs x 16 rows x 4 bytes, unsigned, 128 too great;
///           the others: 4 groups, the inputs 16 further on in the high halves, and for Q6 (32 too great) then
///           the upper two bits: 2 x 16 rows x 4 bytes, the first for even groups, the lowest bits for the first
///   scales: for each block 16 f16, one a row (Q6: two times 16, one for each half of the block);
///           Q4_AFFINE: then 16 f16 minima;
///           Q4_SUPER: for each eight blocks 16 f16 d and 16 f16 e, then for each of the blocks 16 bytes s and 16 m
/// padded to 64 bytes.
typedef enum ck_packed_format {
    CK_PACKED_Q8 = 0,         // d (u - 128)
    CK_PACKED_Q4 = 1,         // d (u - 8)
    CK_PACKED_Q4_AFFINE = 2,  // d u + m
    CK_PACKED_Q6 = 3,         // d (u - 32), a d for each 16 numbers
    CK_PACKED_Q4_SUPER = 4,   // d s u - e m
} ck_packed_format;

enum { CK_TILE_ROWS = 16, CK_PACKED_BLOCK = 32 };

/// Bytes of one tile of `columns` inputs.
size_t ck_packed_tile_bytes(ck_packed_format format, size_t columns);
/// The packed form of a type of block.
ck_packed_format ck_packed_format_of(ck_block_type type);

/// Packs tile `tile` of a rows x columns matrix of blocks. Q6_K's products of scales are rounded to f16.
void ck_pack_tile(
    ck_block_type type, const void *source, size_t rows, size_t columns, size_t tile, void *target);
/// Quantises tile `tile` of a rows x columns matrix of floats (`source` is the tile's first row) to Q8 or Q4.
void ck_quantize_tile(
    ck_packed_format format, const float *source, size_t rows, size_t columns, size_t tile, void *target);
/// Converts one row of a packed matrix back to float.
void ck_unpack_row(ck_packed_format format, const void *packed, size_t columns, size_t row, float *target);

/// Activations as the product wants them: 8-bit blocks of 32 with a scale, columns padded to whole blocks.
typedef struct ck_activations {
    const int8_t *values;      // rows x padded columns
    const float *scales;       // rows x blocks
    const int32_t *offsets;    // rows x blocks (Q6: two a block): what the offset of the weights makes of the
                               // sum of the values; Q4_AFFINE, Q4_SUPER: the bits of the float scale x sum
    size_t rows, columns;      // columns before padding
} ck_activations;

/// Offsets a block: 2 for Q6, else 1.
size_t ck_offsets_per_block(ck_packed_format format);

/// Quantises rows of activations: scale = greatest magnitude / 127, rounded to nearest.
void ck_quantize_rows(
    ck_instruction_set set, ck_packed_format format, const float *x, size_t rows, size_t columns,
    int8_t *values, float *scales, int32_t *offsets);

/// y[m, n] = bias[n] + sum_k x[m, k] w[n, k] for the outputs of tiles first..<last; outputs beyond `outputs`
/// are not written.
void ck_packed_linear(
    ck_instruction_set set, ck_packed_format format, const ck_activations *x, const void *packed,
    size_t outputs, size_t first, size_t last, const float *bias, float *y, size_t stride_y);

#endif
