#include "CKernels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dispatch.h"
#include "vectors.h"

// No vector is passed between files, so it does not matter how one would be.
#pragma clang diagnostic ignored "-Wpsabi"

#define TILE CK_RASTER_TILE
#define NONE CK_RASTER_NONE

// Sixteen spots at a time, whatever the instruction set: what it does not have in one piece it does in several.
typedef float floats __attribute__((ext_vector_type(16)));
typedef int32_t ints __attribute__((ext_vector_type(16)));
typedef uint32_t words __attribute__((ext_vector_type(16)));
typedef float floats_unaligned __attribute__((ext_vector_type(16), aligned(4)));

#define LOAD(p) (*(const floats_unaligned *)(p))
#define STORE(p, v) (*(floats_unaligned *)(p) = (v))
#define AS_FLOATS(v) ((floats)(v))
#define AS_INTS(v) ((ints)(v))
// By masks of all bits.
#define SELECT(m, a, b) AS_FLOATS((AS_INTS(a) & (m)) | (AS_INTS(b) & ~(m)))
#define SELECT_INTS(m, a, b) (((a) & (m)) | ((b) & ~(m)))
#define LANE_NUMBERS ((ints){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})

// Places of the samples in a pixel: see TileFiller.
static const float sample_x[4] = {0.375f, 0.875f, 0.125f, 0.625f};
static const float sample_y[4] = {0.125f, 0.375f, 0.625f, 0.875f};

// Cosines of the multiples of 3.75 degrees; sines are 72 places further on.
static const float turns[96] = {
    1.0000000f, 0.9978589f, 0.9914449f, 0.9807853f, 0.9659258f, 0.9469301f, 0.9238795f, 0.8968727f,
    0.8660254f, 0.8314696f, 0.7933533f, 0.7518398f, 0.7071068f, 0.6593458f, 0.6087614f, 0.5555702f,
    0.5000000f, 0.4422887f, 0.3826834f, 0.3214395f, 0.2588190f, 0.1950903f, 0.1305262f, 0.0654031f,
    0, -0.0654031f, -0.1305262f, -0.1950903f, -0.2588190f, -0.3214395f, -0.3826834f, -0.4422887f,
    -0.5000000f, -0.5555702f, -0.6087614f, -0.6593458f, -0.7071068f, -0.7518398f, -0.7933533f, -0.8314696f,
    -0.8660254f, -0.8968727f, -0.9238795f, -0.9469301f, -0.9659258f, -0.9807853f, -0.9914449f, -0.9978589f,
    -1.0000000f, -0.9978589f, -0.9914449f, -0.9807853f, -0.9659258f, -0.9469301f, -0.9238795f, -0.8968727f,
    -0.8660254f, -0.8314696f, -0.7933533f, -0.7518398f, -0.7071068f, -0.6593458f, -0.6087614f, -0.5555702f,
    -0.5000000f, -0.4422887f, -0.3826834f, -0.3214395f, -0.2588190f, -0.1950903f, -0.1305262f, -0.0654031f,
    0, 0.0654031f, 0.1305262f, 0.1950903f, 0.2588190f, 0.3214395f, 0.3826834f, 0.4422887f,
    0.5000000f, 0.5555702f, 0.6087614f, 0.6593458f, 0.7071068f, 0.7518398f, 0.7933533f, 0.8314696f,
    0.8660254f, 0.8968727f, 0.9238795f, 0.9469301f, 0.9659258f, 0.9807853f, 0.9914449f, 0.9978589f,
};

static ALWAYS_INLINE int32_t smaller(int32_t a, int32_t b) { return a < b ? a : b; }
static ALWAYS_INLINE int32_t greater(int32_t a, int32_t b) { return a > b ? a : b; }
static ALWAYS_INLINE float least(float a, float b) { return a < b ? a : b; }
static ALWAYS_INLINE float most(float a, float b) { return a > b ? a : b; }

// MARK: Facings: seven bits for each component of a normal, eleven for the logarithm of a density.

uint32_t ck_raster_facing(float x, float y, float z, float density) {
    float parts[3] = {x, y, z};
    uint32_t word = 0;
    for (int i = 0; i < 3; i++) {
        float part = parts[i] >= -1 && parts[i] <= 1 ? parts[i] : 0;
        word |= (uint32_t)(lrintf(part * 63) + 64) << (7 * i);
    }
    float level = density > 0 && isfinite(density) ? log2f(density) : -32;
    int32_t code = (int32_t)lrintf((level + 32) * 32);
    return word | (uint32_t)smaller(greater(code, 0), 2047) << 21;
}

void ck_raster_facings(
    const float *x, const float *y, const float *z, const float *vertices, const uint32_t *corners, size_t first,
    size_t last, float side, uint32_t *target
) {
    for (size_t number = first; number < last; number++) {
        const uint32_t a = corners[3 * number], b = corners[3 * number + 1], c = corners[3 * number + 2];
        const float ux = x[b] - x[a], uy = y[b] - y[a], uz = z[b] - z[a];
        const float vx = x[c] - x[a], vy = y[c] - y[a], vz = z[c] - z[a];
        const float nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
        const float length = sqrtf(nx * nx + ny * ny + nz * nz), scale = length > 1e-20f ? 1 / length : 0;
        float density = 0;
        if (side > 0) {
            const float *p = vertices + (size_t)CK_RASTER_VERTEX * a, *q = vertices + (size_t)CK_RASTER_VERTEX * b;
            const float *r = vertices + (size_t)CK_RASTER_VERTEX * c;
            const float area = fabsf((q[3] - p[3]) * (r[4] - p[4]) - (q[4] - p[4]) * (r[3] - p[3]));
            density = side * sqrtf(area / most(length, 1e-12f));
        }
        target[number] = ck_raster_facing(nx * scale, ny * scale, nz * scale, density);
    }
}

// Sixty-three squared times the cosine between two.
static ALWAYS_INLINE int32_t facing_product(uint32_t a, uint32_t b) {
    int32_t sum = 0;
    UNROLL for (int i = 0; i < 3; i++) {
        sum += ((int32_t)(a >> (7 * i) & 127) - 64) * ((int32_t)(b >> (7 * i) & 127) - 64);
    }
    return sum;
}

// MARK: Triangles

// Samples lie at the eighths 1, 3, 5 and 7 of a pixel, both ways: whether one lies between two places of 1/256.
static ALWAYS_INLINE int holds_sample(int32_t low, int32_t high) { return ((low + 31) >> 6) <= ((high - 32) >> 6); }

int ck_raster_set_up_one(
    const ck_raster_view *view, const int32_t x[3], const int32_t y[3], const float nearness[3],
    const uint32_t corners[3], uint32_t material, uint32_t facing, ck_raster_triangle *target
) {
    int64_t twice = (int64_t)(x[1] - x[0]) * (y[2] - y[0]) - (int64_t)(x[2] - x[0]) * (y[1] - y[0]);
    // y runs down, so what faces the viewer runs the other way round here.
    int is_back = twice > 0;
    if (twice == 0) return 0;
    int second = is_back ? 1 : 2, third = 3 - second;
    int32_t low_x = smaller(x[0], smaller(x[1], x[2])), high_x = greater(x[0], greater(x[1], x[2]));
    int32_t low_y = smaller(y[0], smaller(y[1], y[2])), high_y = greater(y[0], greater(y[1], y[2]));
    if (!holds_sample(low_x, high_x) || !holds_sample(low_y, high_y)) return 0;
    if (high_x < 0 || high_y < 0 || low_x >= view->width * 256 || low_y >= view->height * 256) return 0;
    target->x[0] = x[0];
    target->x[1] = x[second];
    target->x[2] = x[third];
    target->y[0] = y[0];
    target->y[1] = y[second];
    target->y[2] = y[third];
    target->nearness[0] = nearness[0];
    target->nearness[1] = nearness[second];
    target->nearness[2] = nearness[third];
    float dx1 = (float)(target->x[1] - x[0]), dy1 = (float)(target->y[1] - y[0]);
    float dx2 = (float)(target->x[2] - x[0]), dy2 = (float)(target->y[2] - y[0]);
    float d1 = target->nearness[1] - nearness[0], d2 = target->nearness[2] - nearness[0];
    float scale = 256 / (float)(twice < 0 ? -twice : twice);
    target->slope[0] = (d1 * dy2 - d2 * dy1) * scale;
    target->slope[1] = (d2 * dx1 - d1 * dx2) * scale;
    target->corners[0] = corners[0];
    target->corners[1] = corners[second];
    target->corners[2] = corners[third];
    target->material = material | (is_back ? CK_RASTER_BACK : 0);
    target->facing = facing;
    return 1;
}

size_t ck_raster_set_up(
    const ck_raster_view *view, const uint32_t *corners, const uint32_t *facings, size_t first, size_t last,
    uint32_t material, int is_double_sided, const int32_t *screen_x, const int32_t *screen_y, const float *nearness,
    ck_raster_triangle *target, uint32_t *cut, size_t *cut_count
) {
    size_t count = 0;
    int32_t right = view->width * 256, bottom = view->height * 256;
    for (size_t number = first; number < last; number++) {
        const uint32_t *own = corners + 3 * number;
        uint32_t a = own[0], b = own[1], c = own[2];
        int32_t x[3] = {screen_x[a], screen_x[b], screen_x[c]};
        int32_t y[3] = {screen_y[a], screen_y[b], screen_y[c]};
        int32_t low_x = smaller(x[0], smaller(x[1], x[2])), high_x = greater(x[0], greater(x[1], x[2]));
        if (low_x == INT32_MIN) {
            cut[(*cut_count)++] = (uint32_t)number;
            continue;
        }
        int32_t low_y = smaller(y[0], smaller(y[1], y[2])), high_y = greater(y[0], greater(y[1], y[2]));
        int64_t twice = (int64_t)(x[1] - x[0]) * (y[2] - y[0]) - (int64_t)(x[2] - x[0]) * (y[1] - y[0]);
        // One test for all reasons, so that the processor need not guess which it will be.
        int is_toward = (int)(twice < 0) | ((int)(twice > 0) & is_double_sided);
        int is_sampled = holds_sample(low_x, high_x) & holds_sample(low_y, high_y);
        int is_within = (int)(high_x >= 0) & (int)(high_y >= 0) & (int)(low_x < right) & (int)(low_y < bottom);
        if (!(is_toward & is_sampled & is_within)) continue;
        float near[3] = {nearness[a], nearness[b], nearness[c]};
        count += (size_t)ck_raster_set_up_one(view, x, y, near, own, material, facings[number], target + count);
    }
    return count;
}

size_t ck_raster_bin(
    const ck_raster_triangle *triangles, size_t count, int32_t columns, int32_t rows, uint32_t *starts,
    uint32_t *entries
) {
    size_t tiles = (size_t)columns * (size_t)rows;
    if (!entries) memset(starts, 0, (tiles + 1) * sizeof(uint32_t));
    for (size_t number = 0; number < count; number++) {
        const ck_raster_triangle *t = triangles + number;
        int32_t x0 = smaller(t->x[0], smaller(t->x[1], t->x[2])), x1 = greater(t->x[0], greater(t->x[1], t->x[2]));
        int32_t y0 = smaller(t->y[0], smaller(t->y[1], t->y[2])), y1 = greater(t->y[0], greater(t->y[1], t->y[2]));
        x0 = greater(x0, 0) / (256 * TILE);
        y0 = greater(y0, 0) / (256 * TILE);
        x1 = smaller(x1 / (256 * TILE), columns - 1);
        y1 = smaller(y1 / (256 * TILE), rows - 1);
        for (int32_t row = y0; row <= y1; row++) {
            for (int32_t column = x0; column <= x1; column++) {
                uint32_t *place = starts + (size_t)row * (size_t)columns + (size_t)column;
                // The first call counts, one place further on; the second moves each tile's end forward.
                if (entries) {
                    entries[(*place)++] = (uint32_t)number;
                } else {
                    place[1]++;
                }
            }
        }
    }
    if (entries) {
        // Each start has become the next one's: back by one.
        memmove(starts + 1, starts, tiles * sizeof(uint32_t));
        starts[0] = 0;
        return starts[tiles];
    }
    for (size_t tile = 0; tile < tiles; tile++) starts[tile + 1] += starts[tile];
    return starts[tiles];
}

// MARK: Textures

// Texels that a colour is mixed of, and their shares.
typedef struct texel_square {
    uint32_t texels[4];
    float right, below;
} texel_square;

static ALWAYS_INLINE texel_square texels_at(const ck_raster_texture *texture, float u, float v, float log_span) {
    int32_t level = (int32_t)(most(log_span, 0) + 0.3f);
    const int32_t *form = texture->levels + 4 * smaller(level, texture->level_count - 1);
    int32_t width = form[0], height = form[1];
    float x = (u - floorf(u)) * (float)width - 0.5f, y = (v - floorf(v)) * (float)height - 0.5f;
    float left = floorf(x), top = floorf(y);
    int32_t x0 = (int32_t)left, y0 = (int32_t)top, x1 = x0 + 1, y1 = y0 + 1;
    x0 += x0 < 0 ? width : 0;
    y0 += y0 < 0 ? height : 0;
    x1 -= x1 >= width ? width : 0;
    y1 -= y1 >= height ? height : 0;
    const uint32_t *upper = texture->texels + form[2] + y0 * width, *lower = texture->texels + form[2] + y1 * width;
    return (texel_square){{upper[x0], upper[x1], lower[x0], lower[x1]}, x - left, y - top};
}

// What a triangle's corners weigh at a point, in perspective; they sum to 1.
static ALWAYS_INLINE void corner_weights(
    const ck_raster_view *view, const ck_raster_triangle *t, float px, float py, float weights[3], float *nearness
) {
    float dx = px * 256 - (float)t->x[0], dy = py * 256 - (float)t->y[0];
    float dx1 = (float)(t->x[1] - t->x[0]), dy1 = (float)(t->y[1] - t->y[0]);
    float dx2 = (float)(t->x[2] - t->x[0]), dy2 = (float)(t->y[2] - t->y[0]);
    float scale = 1 / (dx1 * dy2 - dx2 * dy1);
    float second = least(most((dx * dy2 - dx2 * dy) * scale, 0), 1);
    float third = least(most((dx1 * dy - dx * dy1) * scale, 0), 1);
    float first = most(1 - second - third, 0);
    float sum = first + second + third;
    *nearness = (first * t->nearness[0] + second * t->nearness[1] + third * t->nearness[2]) / sum;
    if (!view->is_orthographic) {
        first *= t->nearness[0];
        second *= t->nearness[1];
        third *= t->nearness[2];
    }
    sum = 1 / most(first + second + third, 1e-12f);
    weights[0] = first * sum;
    weights[1] = second * sum;
    weights[2] = third * sum;
}

static ALWAYS_INLINE const float *vertex_row(const ck_raster_frame *frame, uint32_t vertex) {
    return vertex < frame->vertex_count
        ? frame->vertices + (size_t)CK_RASTER_VERTEX * vertex
        : frame->more_vertices + (size_t)CK_RASTER_VERTEX * (vertex - frame->vertex_count);
}

static ALWAYS_INLINE float depth_of(const ck_raster_view *view, float nearness) {
    return view->is_orthographic ? (1 - nearness) * 2 * view->far_depth : 1 / most(nearness, 1e-9f);
}

// Whether a masked triangle is there at a point of the picture.
static int is_there(const ck_raster_frame *frame, const ck_raster_triangle *t, float px, float py) {
    const uint32_t material = t->material & CK_RASTER_MATERIAL_BITS;
    float alpha = frame->alphas[2 * material];
    int32_t texture = frame->materials[material].texture;
    if (texture >= 0) {
        float w[3], nearness;
        corner_weights(&frame->view, t, px, py, w, &nearness);
        const float *a = vertex_row(frame, t->corners[0]), *b = vertex_row(frame, t->corners[1]);
        const float *c = vertex_row(frame, t->corners[2]);
        float u = a[3] * w[0] + b[3] * w[1] + c[3] * w[2], v = a[4] * w[0] + b[4] * w[1] + c[4] * w[2];
        float size = (frame->view.is_orthographic ? 1 : depth_of(&frame->view, nearness)) / frame->view.focal;
        float log_span = log2f(size) + (float)(t->facing >> 21) * (1.0f / 32) - 32;
        texel_square square = texels_at(frame->textures + texture, u, v, log_span);
        float upper = (float)(square.texels[0] >> 24) * (1 - square.right) + (float)(square.texels[1] >> 24) * square.right;
        float lower = (float)(square.texels[2] >> 24) * (1 - square.right) + (float)(square.texels[3] >> 24) * square.right;
        alpha *= (upper + (lower - upper) * square.below) * (1.0f / 255);
    }
    return alpha >= frame->alphas[2 * material + 1];
}

// MARK: Sun

// How much of the sun comes through an opening to a point: see WindowLight.visibility.
static float sun_share(const ck_raster_frame *frame, const float point[3]) {
    float best = 0;
    for (int32_t number = 0; number < frame->opening_count; number++) {
        const ck_raster_opening *opening = frame->openings + number;
        int axis = opening->axis;
        float way = (opening->plane - point[axis]) / frame->to_sun[axis];
        if (!(way > 0)) continue;
        float along = point[1 - axis] + frame->to_sun[1 - axis] * way, up = point[2] + frame->to_sun[2] * way;
        float soft = 0.012f + way * 0.014f;
        float x = least(along - opening->low[0], opening->high[0] - along) / soft + 0.5f;
        float y = least(up - opening->low[1], opening->high[1] - up) / soft + 0.5f;
        best = most(best, most(least(x, 1), 0) * most(least(y, 1), 0));
    }
    return best;
}

// MARK: Forms

#define NAME(x) portable_##x
#define FMA(a, b, c) ((a) * (b) + (c))
#define FORM_PORTABLE 1
#include "raster_template.h"
#undef FORM_PORTABLE

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#define NAME(x) avx2_##x
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#define FORM_AVX2 1
#include "raster_template.h"
#undef FORM_AVX2
#pragma clang attribute pop

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,f16c,avx512f,avx512bw,avx512vl,avx512dq"))), apply_to = function)
#define NAME(x) avx512_##x
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#define FORM_AVX512 1
#include "raster_template.h"
#undef FORM_AVX512
#pragma clang attribute pop
#endif

void ck_raster_project(
    ck_instruction_set set, const ck_raster_view *view, const float *x, const float *y, const float *z, size_t count,
    int32_t *screen_x, int32_t *screen_y, float *nearness
) {
    DISPATCH(set, raster_project(view, x, y, z, count, screen_x, screen_y, nearness))
}

void ck_raster_fill(ck_instruction_set set, const ck_raster_frame *frame, int32_t tile) {
    DISPATCH(set, raster_fill(frame, tile))
}

void ck_raster_occlusion(ck_instruction_set set, const ck_raster_frame *frame, int32_t row) {
    DISPATCH(set, raster_occlusion(frame, row))
}

void ck_raster_smooth(ck_instruction_set set, const ck_raster_frame *frame, int32_t row) {
    DISPATCH(set, raster_smooth(frame, row))
}

void ck_raster_shade(ck_instruction_set set, const ck_raster_frame *frame, int32_t tile, float *colours) {
    DISPATCH(set, raster_shade(frame, tile, colours))
}

void ck_raster_lay(ck_instruction_set set, const ck_raster_frame *frame, int32_t tile, float *colours) {
    DISPATCH(set, raster_lay(frame, tile, colours))
}

void ck_raster_ground(
    ck_instruction_set set, const ck_raster_frame *frame, int32_t tile, uint8_t *pixels, size_t row_bytes
) {
    DISPATCH(set, raster_ground(frame, tile, pixels, row_bytes))
}

void ck_raster_tone(
    ck_instruction_set set, const float *colours, int32_t columns, int32_t rows, uint8_t *pixels, size_t row_bytes
) {
    DISPATCH(set, raster_tone(colours, columns, rows, pixels, row_bytes))
}
