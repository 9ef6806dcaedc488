// A longjmp-free face on libpng and libjpeg: every function returns a status, and no jump leaves this target.
#ifndef CIMAGECODECS_H
#define CIMAGECODECS_H

#include <stddef.h>
#include <stdint.h>

/// What a call came to. Anything but `CIMAGE_OK` leaves a message in the caller's text buffer.
typedef enum {
    CIMAGE_OK = 0,
    /// The bytes are not a well-formed image of the format, or end too early.
    CIMAGE_MALFORMED = 1,
    /// The header asks for more than the limits allow. Found before any pixel memory is taken.
    CIMAGE_TOO_LARGE = 2,
    CIMAGE_OUT_OF_MEMORY = 3,
    /// The header does not match the buffer that the caller prepared.
    CIMAGE_MISMATCH = 4,
} cimage_status;

/// The largest image that a header may ask for.
typedef struct {
    uint32_t maximum_side;
    uint64_t maximum_pixels;
} cimage_limits;

/// The form of the decoded pixels: 3 channels (RGB) or 4 (RGBA, not premultiplied), 8 bits each, rows unpadded.
typedef struct {
    uint32_t width;
    uint32_t height;
    uint32_t channels;
} cimage_info;

/// Bytes of a `cimage_*` message buffer, the terminating zero included.
#define CIMAGE_MESSAGE_SIZE 200

/// Reads the header alone. `message` holds `CIMAGE_MESSAGE_SIZE` bytes.
cimage_status cimage_png_header(const uint8_t *bytes, size_t count, cimage_limits limits, cimage_info *info,
                                char *message);
/// Decodes into `pixels`, which holds `width * height * channels` bytes of the `info` that the header gave.
cimage_status cimage_png_decode(const uint8_t *bytes, size_t count, cimage_limits limits, cimage_info info,
                                uint8_t *pixels, char *message);
/// Encodes without any time stamp or text, so the bytes depend on the pixels and zlib alone.
/// On success `*out` is a buffer of `*out_count` bytes to be given to `cimage_free`.
cimage_status cimage_png_encode(const uint8_t *pixels, cimage_info info, int compression_level, uint8_t **out,
                                size_t *out_count, char *message);

/// The same, several times as fast as zlib's fastest level.
cimage_status cimage_png_encode_quickly(const uint8_t *pixels, cimage_info info, uint8_t **out, size_t *out_count,
                                        char *message);

/// Reads the header alone.
cimage_status cimage_jpeg_header(const uint8_t *bytes, size_t count, cimage_limits limits, cimage_info *info,
                                 char *message);
/// Decodes into `pixels` (always 3 channels; grey is spread and CMYK converted).
cimage_status cimage_jpeg_decode(const uint8_t *bytes, size_t count, cimage_limits limits, cimage_info info,
                                 uint8_t *pixels, char *message);

/// Releases a buffer that an encoder returned; null is allowed.
void cimage_free(void *buffer);

#endif
