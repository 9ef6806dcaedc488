#include "CImageCodecs.h"

#include <stdio.h>
// jpeglib.h needs stdio.h first.
#include <jpeglib.h>

#include <jerror.h>
#include <setjmp.h>
#include <string.h>

// A progressive file may hold thousands of tiny scans, each a whole pass over the image.
enum { MAXIMUM_SCANS = 200 };

typedef struct {
    struct jpeg_error_mgr base;
    jmp_buf jump;
    char *message;
    cimage_status status;
} error_manager;

static void failed(j_common_ptr codec) {
    error_manager *errors = (error_manager *)codec->err;
    char text[JMSG_LENGTH_MAX];
    errors->base.format_message(codec, text);
    if (!errors->message[0]) snprintf(errors->message, CIMAGE_MESSAGE_SIZE, "%s", text);
    if (errors->status == CIMAGE_OK) {
        switch (errors->base.msg_code) {
        case JERR_OUT_OF_MEMORY: errors->status = CIMAGE_OUT_OF_MEMORY; break;
        case JERR_IMAGE_TOO_BIG: errors->status = CIMAGE_TOO_LARGE; break;
        default: errors->status = CIMAGE_MALFORMED;
        }
    }
    longjmp(errors->jump, 1);
}

static void warned(j_common_ptr codec, int level) {
    // libjpeg would fill the rest of a truncated picture with grey; half a picture is refused instead.
    if (level < 0 && codec->err->msg_code == JWRN_JPEG_EOF) codec->err->error_exit(codec);
}

static void discard(j_common_ptr codec) { (void)codec; }

static void progressed(j_common_ptr codec) {
    if (codec->is_decompressor && ((j_decompress_ptr)codec)->input_scan_number > MAXIMUM_SCANS) {
        error_manager *errors = (error_manager *)codec->err;
        snprintf(errors->message, CIMAGE_MESSAGE_SIZE, "more than %d scans", MAXIMUM_SCANS);
        errors->status = CIMAGE_TOO_LARGE;
        codec->err->error_exit(codec);
    }
}

static cimage_status jpeg_read(const uint8_t *bytes, size_t count, cimage_limits limits, cimage_info *header,
                               const cimage_info *expected, uint8_t *pixels, char *message) {
    message[0] = 0;
    if (count < 3 || memcmp(bytes, "\xFF\xD8\xFF", 3) != 0) {
        snprintf(message, CIMAGE_MESSAGE_SIZE, "no JPEG signature");
        return CIMAGE_MALFORMED;
    }
    struct jpeg_decompress_struct codec;
    error_manager errors;
    struct jpeg_progress_mgr progress;
    memset(&codec, 0, sizeof codec);
    memset(&progress, 0, sizeof progress);
    codec.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = failed;
    errors.base.emit_message = warned;
    errors.base.output_message = discard;
    errors.message = message;
    errors.status = CIMAGE_OK;
    if (setjmp(errors.jump)) {
        jpeg_destroy_decompress(&codec);
        return errors.status;
    }
    jpeg_create_decompress(&codec);
    progress.progress_monitor = progressed;
    codec.progress = &progress;
    jpeg_mem_src(&codec, bytes, count);
    jpeg_read_header(&codec, TRUE);

    uint32_t width = codec.image_width, height = codec.image_height;
    if (width > limits.maximum_side || height > limits.maximum_side ||
        (uint64_t)width * height > limits.maximum_pixels) {
        snprintf(message, CIMAGE_MESSAGE_SIZE, "%u x %u pixels, more than allowed", width, height);
        jpeg_destroy_decompress(&codec);
        return CIMAGE_TOO_LARGE;
    }
    if (header) {
        header->width = width;
        header->height = height;
        header->channels = 3;
    }
    if (pixels) {
        if (width != expected->width || height != expected->height || expected->channels != 3) {
            snprintf(message, CIMAGE_MESSAGE_SIZE, "the header does not match the prepared buffer");
            jpeg_destroy_decompress(&codec);
            return CIMAGE_MISMATCH;
        }
        int four = codec.jpeg_color_space == JCS_CMYK || codec.jpeg_color_space == JCS_YCCK;
        codec.out_color_space = four ? JCS_CMYK : JCS_RGB;
        jpeg_start_decompress(&codec);
        size_t row_bytes = (size_t)width * 3;
        if (!four) {
            while (codec.output_scanline < height) {
                JSAMPROW row = pixels + codec.output_scanline * row_bytes;
                jpeg_read_scanlines(&codec, &row, 1);
            }
        } else {
            // Files with an Adobe marker store the inks inverted.
            int inverted = codec.saw_Adobe_marker;
            JSAMPARRAY inks = codec.mem->alloc_sarray((j_common_ptr)&codec, JPOOL_IMAGE, width * 4, 1);
            while (codec.output_scanline < height) {
                uint8_t *out = pixels + codec.output_scanline * row_bytes;
                if (jpeg_read_scanlines(&codec, inks, 1) == 0) continue;
                const JSAMPLE *ink = inks[0];
                for (uint32_t x = 0; x < width; x++, ink += 4, out += 3) {
                    unsigned paper = inverted ? ink[3] : 255u - ink[3];
                    for (int c = 0; c < 3; c++) {
                        unsigned light = inverted ? ink[c] : 255u - ink[c];
                        out[c] = (uint8_t)((light * paper + 127) / 255);
                    }
                }
            }
        }
        jpeg_finish_decompress(&codec);
    }
    jpeg_destroy_decompress(&codec);
    return CIMAGE_OK;
}

cimage_status cimage_jpeg_header(const uint8_t *bytes, size_t count, cimage_limits limits, cimage_info *info,
                                 char *message) {
    return jpeg_read(bytes, count, limits, info, NULL, NULL, message);
}

cimage_status cimage_jpeg_decode(const uint8_t *bytes, size_t count, cimage_limits limits, cimage_info info,
                                 uint8_t *pixels, char *message) {
    return jpeg_read(bytes, count, limits, NULL, &info, pixels, message);
}
