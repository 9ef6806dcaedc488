// PNG for pictures that are wanted soon: one filter, runs of equal bytes, one Huffman code made for the picture (RFC 1950,
// RFC 1951). Several times as fast as zlib's fastest level, at about its size for drawn pictures.
#include "CImageCodecs.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    SYMBOLS = 286,       // literals, the block's end, lengths of repetitions
    END = 256,
    LONGEST = 15,        // bits of a code
    LONGEST_RUN = 258,
    SHORTEST_RUN = 4,    // shorter ones cost more than their bytes
    HEADER = 8 + 25 + 13 + 12,  // signature, IHDR, sRGB, IDAT's own
};

// Symbol and extra bits of a run of 3 ... 258 bytes.
typedef struct run_code {
    uint16_t symbol;
    uint8_t extra_count;
    uint8_t extra;
} run_code;

static run_code code_of_run(unsigned length) {
    static const uint16_t bases[29] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                       31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
    static const uint8_t extras[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    int index = 28;
    while (bases[index] > length) index--;
    return (run_code){(uint16_t)(257 + index), extras[index], (uint8_t)(length - bases[index])};
}

// Lengths of a Huffman code, none above LONGEST: halves the counts until the tree is flat enough.
static void code_lengths(const uint32_t counts[SYMBOLS], uint8_t lengths[SYMBOLS]) {
    uint32_t weights[SYMBOLS];
    memcpy(weights, counts, sizeof weights);
    for (;;) {
        // A heap of trees by weight; inner nodes come after the leaves.
        uint32_t weight[2 * SYMBOLS];
        uint16_t parent[2 * SYMBOLS], heap[SYMBOLS];
        int size = 0, next = SYMBOLS;
        for (int i = 0; i < SYMBOLS; i++) {
            lengths[i] = 0;
            if (!weights[i]) continue;
            weight[i] = weights[i];
            int place = size++;
            for (; place > 0 && weight[heap[(place - 1) / 2]] > weight[i]; place = (place - 1) / 2) {
                heap[place] = heap[(place - 1) / 2];
            }
            heap[place] = (uint16_t)i;
        }
        while (size > 1) {
            uint16_t pair[2];
            for (int k = 0; k < 2; k++) {
                pair[k] = heap[0];
                uint16_t last = heap[--size];
                int place = 0;
                for (int child = 1; child < size; child = 2 * place + 1) {
                    if (child + 1 < size && weight[heap[child + 1]] < weight[heap[child]]) child++;
                    if (weight[heap[child]] >= weight[last]) break;
                    heap[place] = heap[child];
                    place = child;
                }
                heap[place] = last;
            }
            weight[next] = weight[pair[0]] + weight[pair[1]];
            parent[pair[0]] = parent[pair[1]] = (uint16_t)next;
            int place = size++;
            for (; place > 0 && weight[heap[(place - 1) / 2]] > weight[next]; place = (place - 1) / 2) {
                heap[place] = heap[(place - 1) / 2];
            }
            heap[place] = (uint16_t)next++;
        }
        const int root = next - 1;
        int longest = 0;
        for (int i = 0; i < SYMBOLS; i++) {
            if (!weights[i]) continue;
            int length = 0;
            for (int node = i; node != root; node = parent[node]) length++;
            if (length > longest) longest = length;
            lengths[i] = (uint8_t)(length > 255 ? 255 : length);
        }
        if (longest <= LONGEST) return;
        for (int i = 0; i < SYMBOLS; i++) weights[i] = weights[i] ? weights[i] / 2 + 1 : 0;
    }
}

static uint32_t reversed(uint32_t code, int length) {
    uint32_t result = 0;
    for (int i = 0; i < length; i++) result |= (code >> i & 1) << (length - 1 - i);
    return result;
}

// Codes in the order that RFC 1951 gives them, first bit lowest.
static void codes_of_lengths(const uint8_t lengths[SYMBOLS], uint16_t codes[SYMBOLS]) {
    uint32_t counts[LONGEST + 1] = {0}, next[LONGEST + 1], code = 0;
    for (int i = 0; i < SYMBOLS; i++) counts[lengths[i]]++;
    counts[0] = 0;
    for (int length = 1; length <= LONGEST; length++) {
        code = (code + counts[length - 1]) << 1;
        next[length] = code;
    }
    for (int i = 0; i < SYMBOLS; i++) codes[i] = lengths[i] ? (uint16_t)reversed(next[lengths[i]]++, lengths[i]) : 0;
}

typedef struct bit_writer {
    uint64_t bits;
    int count;
    uint8_t *out;
} bit_writer;

static inline void put(bit_writer *writer, uint64_t bits, int count) {
    writer->bits |= bits << writer->count;
    writer->count += count;
}

// Leaves fewer than 8 bits; the target has room for 8 bytes more.
static inline void flush(bit_writer *writer) {
    memcpy(writer->out, &writer->bits, 8);
    const int whole = writer->count >> 3;
    writer->out += whole;
    writer->bits = whole == 8 ? 0 : writer->bits >> (8 * whole);
    writer->count &= 7;
}

// Whether four bytes equal the one before. Behind the last byte lie some that are only read.
static inline int starts_run(const uint8_t *bytes) {
    uint32_t word;
    memcpy(&word, bytes, 4);
    return word == bytes[-1] * 0x01010101u;
}

// How many bytes from here on equal the one before.
static inline unsigned run_at(const uint8_t *bytes, size_t left) {
    const unsigned limit = left < LONGEST_RUN ? (unsigned)left : LONGEST_RUN;
    unsigned length = 0;
    uint64_t pattern = bytes[-1] * 0x0101010101010101ull;
    while (length + 8 <= limit) {
        uint64_t word;
        memcpy(&word, bytes + length, 8);
        const uint64_t differ = word ^ pattern;
        if (differ) return length + (unsigned)(__builtin_ctzll(differ) >> 3);
        length += 8;
    }
    while (length < limit && bytes[length] == bytes[-1]) length++;
    return length;
}

// The checksum of RFC 1950, sixteen bytes at a time.
static uint32_t checksum(const uint8_t *bytes, size_t count) {
    typedef uint8_t small __attribute__((ext_vector_type(16), aligned(1)));
    typedef uint32_t wide __attribute__((ext_vector_type(16)));
    const wide weights = {16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
    enum { PRIME = 65521, BLOCK = 5552 / 16 * 16 };  // as far as sums of 32 bits reach
    uint64_t first = 1, second = 0;
    while (count >= 16) {
        const size_t block = count < BLOCK ? count / 16 * 16 : BLOCK;
        wide sums = (wide)(0), prefixes = (wide)(0), weighed = (wide)(0);
        for (size_t i = 0; i < block; i += 16) {
            const wide values = __builtin_convertvector(*(const small *)(bytes + i), wide);
            prefixes += sums;
            sums += values;
            weighed += values * weights;
        }
        uint64_t sum = 0;
        second += first * block;
        for (int i = 0; i < 16; i++) {
            sum += sums[i];
            second += 16 * (uint64_t)prefixes[i] + weighed[i];
        }
        first = (first + sum) % PRIME;
        second %= PRIME;
        bytes += block;
        count -= block;
    }
    for (; count > 0; count--) {
        first += *bytes++;
        second += first;
    }
    return (uint32_t)(second % PRIME) << 16 | (uint32_t)(first % PRIME);
}

static void big_endian(uint8_t *out, uint32_t value) {
    out[0] = (uint8_t)(value >> 24);
    out[1] = (uint8_t)(value >> 16);
    out[2] = (uint8_t)(value >> 8);
    out[3] = (uint8_t)value;
}

// Completes a chunk whose data lies behind its head.
static uint8_t *chunk(uint8_t *start, const char kind[4], size_t count) {
    big_endian(start, (uint32_t)count);
    memcpy(start + 4, kind, 4);
    big_endian(start + 8 + count, (uint32_t)crc32(0, start + 4, (uInt)(count + 4)));
    return start + 12 + count;
}

cimage_status cimage_png_encode_quickly(
    const uint8_t *pixels, cimage_info info, uint8_t **out, size_t *out_count, char *message
) {
    message[0] = 0;
    *out = NULL;
    *out_count = 0;
    const size_t row = (size_t)info.width * info.channels, count = (row + 1) * info.height;
    // No symbol takes more than 15 bits, a run that is one less than its bytes do.
    const size_t room = HEADER + count * 2 + 1024;
    uint8_t *filtered = count < UINT32_MAX / 4 ? malloc(count + 16) : NULL, *file = filtered ? malloc(room) : NULL;
    if (!file) {
        free(filtered);
        strcpy(message, "no memory for the PNG writer");
        return CIMAGE_OUT_OF_MEMORY;
    }
    memset(filtered + count, 0, 16);
    for (uint32_t y = 0; y < info.height; y++) {
        uint8_t *target = filtered + y * (row + 1);
        const uint8_t *own = pixels + y * row, *above = own - row;
        *target++ = y == 0 ? 0 : 2;
        if (y == 0) {
            memcpy(target, own, row);
        } else {
            for (size_t x = 0; x < row; x++) target[x] = (uint8_t)(own[x] - above[x]);
        }
    }
    run_code runs[LONGEST_RUN + 1];
    for (unsigned length = 3; length <= LONGEST_RUN; length++) runs[length] = code_of_run(length);
    // How often each symbol comes, by every fourth row of a picture of many; runs are looked for where four bytes are
    // alike. No symbol counts for nothing, since the other rows may hold it.
    uint32_t counts[SYMBOLS];
    for (int i = 0; i < SYMBOLS; i++) counts[i] = 1;
    const uint32_t step = info.height >= 64 ? 4 : 1;
    for (uint32_t y = 0; y < info.height; y += step) {
        const size_t end = ((size_t)y + 1) * (row + 1);
        for (size_t i = y == 0 ? 1 : (size_t)y * (row + 1); i < end;) {
            if (starts_run(filtered + i)) {
                const unsigned length = run_at(filtered + i, end - i);
                if (length >= SHORTEST_RUN) {
                    counts[runs[length].symbol]++;
                    i += length;
                    continue;
                }
            }
            counts[filtered[i++]]++;
        }
    }
    uint8_t lengths[SYMBOLS];
    uint16_t codes[SYMBOLS];
    code_lengths(counts, lengths);
    codes_of_lengths(lengths, codes);

    static const uint8_t signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    memcpy(file, signature, 8);
    uint8_t *next = file + 8;
    big_endian(next + 8, info.width);
    big_endian(next + 12, info.height);
    memcpy(next + 16, (uint8_t[5]){8, info.channels == 4 ? 6 : 2, 0, 0, 0}, 5);
    next = chunk(next, "IHDR", 13);
    next[8] = 0;  // perceptual
    next = chunk(next, "sRGB", 1);
    uint8_t *data = next + 8;
    data[0] = 0x78;
    data[1] = 0x01;
    bit_writer writer = {0, 0, data + 2};
    // The last block, of codes of its own: 286 symbols, one distance; lengths are told by sixteen codes of four bits.
    put(&writer, 1 | 2 << 1, 3);
    put(&writer, (SYMBOLS - 257) | 0 << 5 | (19 - 4) << 10, 14);
    flush(&writer);
    // The order of RFC 1951: 16, 17 and 18 first, which are not used.
    for (int i = 0; i < 19; i++) {
        put(&writer, i < 3 ? 0 : 4, 3);
        flush(&writer);
    }
    for (int i = 0; i < SYMBOLS; i++) {
        put(&writer, reversed(lengths[i], 4), 4);
        flush(&writer);
    }
    put(&writer, reversed(1, 4), 4);
    put(&writer, codes[filtered[0]], lengths[filtered[0]]);
    flush(&writer);
    for (size_t i = 1; i < count;) {
        if (starts_run(filtered + i)) {
            const unsigned length = run_at(filtered + i, count - i);
            if (length >= SHORTEST_RUN) {
                const run_code run = runs[length];
                put(&writer, codes[run.symbol], lengths[run.symbol]);
                // The extra bits, then the only distance: 1, a code of one bit, which is 0.
                put(&writer, run.extra, run.extra_count + 1);
                flush(&writer);
                i += length;
                continue;
            }
        }
        // At most three literals of fifteen bits fit beside the seven that are left.
        put(&writer, codes[filtered[i]], lengths[filtered[i]]);
        i++;
        if (writer.count > 32) flush(&writer);
    }
    flush(&writer);
    put(&writer, codes[END], lengths[END]);
    flush(&writer);
    if (writer.count > 0) writer.out++;
    big_endian(writer.out, checksum(filtered, count));
    next = chunk(next, "IDAT", (size_t)(writer.out + 4 - data));
    next = chunk(next, "IEND", 0);
    free(filtered);
    *out = file;
    *out_count = (size_t)(next - file);
    return CIMAGE_OK;
}
