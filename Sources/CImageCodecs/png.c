#include "CImageCodecs.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const uint8_t *bytes;
    size_t count;
    size_t offset;
    char *message;
    cimage_status status;
} reader;

typedef struct {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
    char *message;
    cimage_status status;
} writer;

static void note(char *message, const char *text) {
    snprintf(message, CIMAGE_MESSAGE_SIZE, "%s", text);
}

static void read_failed(png_structp png, png_const_charp text) {
    reader *source = png_get_error_ptr(png);
    note(source->message, text);
    longjmp(png_jmpbuf(png), 1);
}

static void write_failed(png_structp png, png_const_charp text) {
    writer *sink = png_get_error_ptr(png);
    note(sink->message, text);
    longjmp(png_jmpbuf(png), 1);
}

static void ignore_warning(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static void read_bytes(png_structp png, png_bytep out, size_t count) {
    reader *source = png_get_io_ptr(png);
    if (count > source->count - source->offset) png_error(png, "the data ends too early");
    memcpy(out, source->bytes + source->offset, count);
    source->offset += count;
}

// Reads to the first IDAT and sets up the conversion to 8-bit RGB or RGBA.
// Called under the caller's setjmp.
static void read_header(png_structp png, png_infop meta, cimage_limits limits, reader *source,
                        cimage_info *info, int *passes) {
    png_set_user_limits(png, limits.maximum_side, limits.maximum_side);
    // Text, profiles and private chunks are of no use here, and are where compressed bombs hide.
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    static const png_byte wanted[] = {'t', 'R', 'N', 'S', 0};
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, wanted, 1);
    png_set_chunk_malloc_max(png, 1 << 20);
    png_set_chunk_cache_max(png, 64);
    png_read_info(png, meta);

    uint32_t width = png_get_image_width(png, meta);
    uint32_t height = png_get_image_height(png, meta);
    if ((uint64_t)width * height > limits.maximum_pixels) {
        source->status = CIMAGE_TOO_LARGE;
        png_error(png, "more pixels than allowed");
    }
    int colour = png_get_color_type(png, meta);
    int alpha = (colour & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(png, meta, PNG_INFO_tRNS) != 0;
    png_set_strip_16(png);
    png_set_expand(png);
    if (!(colour & PNG_COLOR_MASK_COLOR)) png_set_gray_to_rgb(png);
    *passes = png_set_interlace_handling(png);
    info->width = width;
    info->height = height;
    info->channels = alpha ? 4 : 3;
}

// libpng has no error codes: a failed allocation is told from its text.
static cimage_status failure(const reader *source) {
    if (source->status != CIMAGE_OK) return source->status;
    if (strstr(source->message, "emory")) return CIMAGE_OUT_OF_MEMORY;
    return CIMAGE_MALFORMED;
}

// libpng warns about an over-long side before it fails with a general message, so the side is looked at first.
static int side_too_long(const uint8_t *bytes, size_t count, cimage_limits limits) {
    if (count < 24 || memcmp(bytes + 12, "IHDR", 4) != 0) return 0;
    uint32_t width = png_get_uint_32(bytes + 16), height = png_get_uint_32(bytes + 20);
    return width > limits.maximum_side || height > limits.maximum_side;
}

static cimage_status png_read(const uint8_t *bytes, size_t count, cimage_limits limits, cimage_info *header,
                              const cimage_info *expected, uint8_t *pixels, char *message) {
    message[0] = 0;
    if (count < 8 || png_sig_cmp(bytes, 0, 8) != 0) {
        note(message, "no PNG signature");
        return CIMAGE_MALFORMED;
    }
    if (side_too_long(bytes, count, limits)) {
        note(message, "a side is longer than allowed");
        return CIMAGE_TOO_LARGE;
    }
    reader source = {bytes, count, 0, message, CIMAGE_OK};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &source, read_failed, ignore_warning);
    if (!png) {
        note(message, "no memory for the PNG reader");
        return CIMAGE_OUT_OF_MEMORY;
    }
    // Volatile: read after a longjmp.
    png_infop volatile meta = png_create_info_struct(png);
    if (!meta) {
        png_destroy_read_struct(&png, NULL, NULL);
        note(message, "no memory for the PNG reader");
        return CIMAGE_OUT_OF_MEMORY;
    }
    if (setjmp(png_jmpbuf(png))) {
        png_infop info = meta;
        png_destroy_read_struct(&png, &info, NULL);
        return failure(&source);
    }
    png_set_read_fn(png, &source, read_bytes);
    cimage_info found;
    int passes = 1;
    read_header(png, meta, limits, &source, &found, &passes);
    if (header) *header = found;
    if (pixels) {
        size_t row_bytes = (size_t)expected->width * expected->channels;
        png_read_update_info(png, meta);
        if (found.width != expected->width || found.height != expected->height ||
            found.channels != expected->channels || png_get_rowbytes(png, meta) != row_bytes) {
            source.status = CIMAGE_MISMATCH;
            png_error(png, "the header does not match the prepared buffer");
        }
        for (int pass = 0; pass < passes; pass++)
            for (uint32_t y = 0; y < found.height; y++) png_read_row(png, pixels + y * row_bytes, NULL);
        png_read_end(png, NULL);
    }
    png_infop info = meta;
    png_destroy_read_struct(&png, &info, NULL);
    return CIMAGE_OK;
}

cimage_status cimage_png_header(const uint8_t *bytes, size_t count, cimage_limits limits, cimage_info *info,
                                char *message) {
    return png_read(bytes, count, limits, info, NULL, NULL, message);
}

cimage_status cimage_png_decode(const uint8_t *bytes, size_t count, cimage_limits limits, cimage_info info,
                                uint8_t *pixels, char *message) {
    return png_read(bytes, count, limits, NULL, &info, pixels, message);
}

static void write_bytes(png_structp png, png_bytep bytes, size_t count) {
    writer *sink = png_get_io_ptr(png);
    if (count > sink->capacity - sink->count) {
        size_t capacity = sink->capacity ? sink->capacity : 1 << 16;
        while (capacity - sink->count < count) {
            if (capacity > SIZE_MAX / 2) png_error(png, "the file would be too long");
            capacity *= 2;
        }
        uint8_t *grown = realloc(sink->bytes, capacity);
        if (!grown) {
            sink->status = CIMAGE_OUT_OF_MEMORY;
            png_error(png, "no memory for the file");
        }
        sink->bytes = grown;
        sink->capacity = capacity;
    }
    memcpy(sink->bytes + sink->count, bytes, count);
    sink->count += count;
}

static void no_flush(png_structp png) { (void)png; }

cimage_status cimage_png_encode(const uint8_t *pixels, cimage_info info, int compression_level, uint8_t **out,
                                size_t *out_count, char *message) {
    message[0] = 0;
    *out = NULL;
    *out_count = 0;
    writer sink = {NULL, 0, 0, message, CIMAGE_OK};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &sink, write_failed, ignore_warning);
    if (!png) {
        note(message, "no memory for the PNG writer");
        return CIMAGE_OUT_OF_MEMORY;
    }
    png_infop volatile meta = png_create_info_struct(png);
    if (!meta) {
        png_destroy_write_struct(&png, NULL);
        note(message, "no memory for the PNG writer");
        return CIMAGE_OUT_OF_MEMORY;
    }
    if (setjmp(png_jmpbuf(png))) {
        png_infop failed = meta;
        png_destroy_write_struct(&png, &failed);
        free(sink.bytes);
        return sink.status != CIMAGE_OK ? sink.status : CIMAGE_MALFORMED;
    }
    png_set_write_fn(png, &sink, write_bytes, no_flush);
    png_set_IHDR(png, meta, info.width, info.height, 8,
                 info.channels == 4 ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, meta, PNG_sRGB_INTENT_PERCEPTUAL);
    png_set_compression_level(png, compression_level);
    // One cheap filter: trying all five for each row costs more than it saves on drawn pictures.
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
    png_write_info(png, meta);
    size_t row_bytes = (size_t)info.width * info.channels;
    for (uint32_t y = 0; y < info.height; y++) png_write_row(png, pixels + y * row_bytes);
    png_write_end(png, NULL);
    png_infop done = meta;
    png_destroy_write_struct(&png, &done);
    *out = sink.bytes;
    *out_count = sink.count;
    return CIMAGE_OK;
}

void cimage_free(void *buffer) { free(buffer); }
