// Kernels of the renderer: triangles to pixels by way of a visibility buffer. Included by CKernels.h.
//
// A picture is cut into square tiles. Filling a tile (ck_raster_fill) keeps for each pixel only the name of the triangle
// that is seen there, or the names of its four samples where they differ (C. Burns and W. Hunt, "The Visibility Buffer",
// JCGT 2:2, 2013). Shading (ck_raster_shade) then works out light and colour for sixteen spots at a time, once a spot.
#ifndef CRASTER_H
#define CRASTER_H

#include <stddef.h>
#include <stdint.h>

/// Side of a tile in pixels.
#define CK_RASTER_TILE 32
/// No triangle.
#define CK_RASTER_NONE 0xFFFFFFFFu
/// In a pixel's name: the samples differ, and their names are entry (name & 0xFFFF) of the tile's mixed pixels.
#define CK_RASTER_MIXED 0x80000000u
/// In a triangle's material: it is seen from behind; alpha is a mask.
#define CK_RASTER_BACK 0x80000000u
#define CK_RASTER_MASK 0x40000000u
/// The number of the material itself; between them lies its CK_CLASS, from bit 24 on.
#define CK_RASTER_MATERIAL_BITS 0x00FFFFFFu
/// In a facing: the direction alone.
#define CK_RASTER_NORMAL_BITS 0x001FFFFFu
/// Floats in a row of `ck_raster_frame.materials` and of a vertex.
#define CK_RASTER_MATERIAL 16
#define CK_RASTER_VERTEX 8

/// A camera. Axes are of unit length; the picture's y runs down.
typedef struct ck_raster_view {
    float position[3], right[3], up[3], forward[3];
    float focal, half_width, half_height;
    float near_depth, far_depth;
    float limit_x, limit_y;  // half extents of what the grid can hold, at a depth of 1 m or of any
    int32_t is_orthographic, width, height;
} ck_raster_view;

/// A triangle on the picture, clockwise in coordinates whose y runs down.
typedef struct ck_raster_triangle {
    int32_t x[3], y[3];    // 1/256 pixel
    float nearness[3];     // at the corners; grows toward the viewer, even over the picture
    float slope[2];        // its change per pixel to the right and down
    uint32_t corners[3];   // vertices
    uint32_t material;     // with CK_RASTER_BACK, CK_RASTER_MASK and its class
    uint32_t facing;       // see ck_raster_facing
} ck_raster_triangle;

/// A texture with its smaller copies. Levels are of four numbers: width, height, first texel, 0.
typedef struct ck_raster_texture {
    const uint32_t *texels;
    const int32_t *levels;
    int32_t level_count;
} ck_raster_texture;

/// Depths seen from a distant light: see `KeyShadow`.
typedef struct ck_raster_shadow {
    float to_light[3], u[3], v[3], origin[2];
    float scale, breadth;
    const float *depths;  // side x side
    const float *halves;  // every second of every second row
    const float *ranges;  // two a cell
    const float *closest; // the least depth in a cell and the eight around it
    int32_t side, cell;     // a cell's side is a power of two
} ck_raster_shadow;

/// An opening of a wall, for the sun: see `WindowLight.Opening`.
typedef struct ck_raster_opening {
    int32_t axis;
    float plane, low[2], high[2];
} ck_raster_opening;

/// What a floor is finished with: the order of `RoomFinish.Floor`.
enum {
    CK_FLOOR_PLANKS, CK_FLOOR_HERRINGBONE, CK_FLOOR_TILES, CK_FLOOR_CARPET, CK_FLOOR_CONCRETE, CK_FLOOR_STONE,
    CK_FLOOR_PLAIN
};
/// How a material's colour is found.
enum {
    CK_CLASS_EVEN, CK_CLASS_TEXTURE, CK_CLASS_FLOOR, CK_CLASS_WALL, CK_CLASS_WOOD, CK_CLASS_FABRIC, CK_CLASS_LEATHER,
    CK_CLASS_STONE, CK_CLASS_METAL, CK_CLASS_WICKER, CK_CLASS_COUNT
};

/// A row of materials: numbers of 32 bits, the last ones whole.
typedef struct ck_raster_material {
    float red, green, blue, roughness;
    float metalness, emission, seed, marked;
    float origin[3], sine;
    float cosine;
    int32_t texture;  // or -1
    int32_t grain;    // the axis along which wood grows
    int32_t kind;     // a CK_CLASS; 256 more where it is seen from both sides, 512 more for ceilings
} ck_raster_material;

/// Triangles, and which of them may touch each tile t: entries[starts[t] ..< starts[t + 1]].
typedef struct ck_raster_list {
    const ck_raster_triangle *triangles;
    const uint32_t *starts, *entries;
} ck_raster_list;

/// Everything that filling and shading read. Nothing here is owned.
typedef struct ck_raster_frame {
    ck_raster_view view;
    // What hides things, what is laid over it from far to near, and of what only the nearest is laid over it, faintly.
    ck_raster_list opaque, translucent, ghosts;
    float ghost_opacity;
    int32_t columns, rows;  // tiles
    uint32_t *names;                   // one a pixel, tile after tile, rows of CK_RASTER_TILE
    uint32_t *mixed;                   // four a pixel: space for all pixels of each tile
    float *nearness;                   // four a pixel, tile after tile; null where nobody needs it
    const uint8_t *keeps_nearness;     // one a tile: whether `nearness` is wanted of it
    // The picture at half size or less: depths (1e9 for none), and how open each spot is.
    int32_t step, map_width, map_height;
    float *map_depths, *map_raw, *map_open;
    int32_t has_occlusion;
    // Geometry: rows of CK_RASTER_VERTEX numbers (normal, texture place), the scene's and the frame's own after them.
    const float *vertices, *more_vertices;
    uint32_t vertex_count;
    const ck_raster_material *materials;
    const float *alphas;  // two a material: opacity, and the least alpha that is there
    const ck_raster_texture *textures;
    // Light.
    const float *harmonics;  // sixteen a cube: mean, and means along x, y, z, of red, green, blue and nothing
    int32_t field_count[3];
    float field_scale;
    ck_raster_shadow key_shadow, sun_shadow;
    float to_key[3], key[3], to_sun[3], sunlight[3];
    int32_t opening_count;
    const ck_raster_opening *openings;
    // All openings, and the sky that is seen through them at their lower and upper ends.
    int32_t pane_count;
    const ck_raster_opening *panes;
    float sky_below[3], sky_above[3];
    // Finishes.
    int32_t floor;
    float floor_base[3], wall[3], tile_height;
    // The ground behind the room.
    float ground[3], ground_room[2], ground_centre[2], ground_height, ground_spread;
    int32_t is_inside;
} ck_raster_frame;

/// Packs a unit normal, and the texels that a metre of the triangle takes, into a word.
uint32_t ck_raster_facing(float x, float y, float z, float density);

/// The same for triangles first ..< last of a mesh; `side` is the texture's, in texels, or 0.
void ck_raster_facings(
    const float *x, const float *y, const float *z, const float *vertices, const uint32_t *corners, size_t first,
    size_t last, float side, uint32_t *target);

/// Projects vertices: to 1/256 pixel, and their nearness. x is INT32_MIN for one that the grid does not hold.
void ck_raster_project(
    ck_instruction_set set, const ck_raster_view *view, const float *x, const float *y, const float *z, size_t count,
    int32_t *screen_x, int32_t *screen_y, float *nearness);

/// Sets up triangles first ..< last of one material. `target` has room for all of them; those that face away
/// (unless seen from both sides), cover no sample or lie outside of the picture are left out. Triangles with a corner
/// that the grid does not hold are named in `cut`.
/// - Returns: how many were written; `cut_count` is increased.
size_t ck_raster_set_up(
    const ck_raster_view *view, const uint32_t *corners, const uint32_t *facings, size_t first, size_t last,
    uint32_t material, int is_double_sided, const int32_t *screen_x, const int32_t *screen_y, const float *nearness,
    ck_raster_triangle *target, uint32_t *cut, size_t *cut_count);

/// Sets up one triangle whose corners are on the picture.
/// - Returns: whether it covers a sample.
int ck_raster_set_up_one(
    const ck_raster_view *view, const int32_t x[3], const int32_t y[3], const float nearness[3],
    const uint32_t corners[3], uint32_t material, uint32_t facing, ck_raster_triangle *target);

/// Sorts triangles into tiles. Called with `entries` null it fills `starts` (one more than tiles) and returns the
/// number of entries; called again it fills them.
size_t ck_raster_bin(
    const ck_raster_triangle *triangles, size_t count, int32_t columns, int32_t rows, uint32_t *starts,
    uint32_t *entries);

/// Finds what is seen in a tile.
void ck_raster_fill(ck_instruction_set set, const ck_raster_frame *frame, int32_t tile);

/// How open the spots of a row of the map are, and their means over squares of 4 x 4. All rows of the one come first.
void ck_raster_occlusion(ck_instruction_set set, const ck_raster_frame *frame, int32_t row);
void ck_raster_smooth(ck_instruction_set set, const ck_raster_frame *frame, int32_t row);

/// Lights and colours what is seen in a tile: four floats a pixel, linear.
void ck_raster_shade(ck_instruction_set set, const ck_raster_frame *frame, int32_t tile, float *colours);

/// Lays the translucent triangles and the ghosts of a tile over its colours.
void ck_raster_lay(ck_instruction_set set, const ck_raster_frame *frame, int32_t tile, float *colours);

/// Writes a tile's colours as RGB bytes, by Khronos' PBR Neutral tone mapper and the sRGB curve: see `NeutralTone`.
void ck_raster_tone(
    ck_instruction_set set, const float *colours, int32_t columns, int32_t rows, uint8_t *pixels, size_t row_bytes);

/// Shades and writes a tile that no triangle touches.
void ck_raster_ground(
    ck_instruction_set set, const ck_raster_frame *frame, int32_t tile, uint8_t *pixels, size_t row_bytes);

/// A direction in which light is looked for: see `LightCarrier.Way`.
typedef struct ck_light_way {
    int32_t signs[3];
    int32_t tap_count;    // 2 to 5
    int32_t steps[5][3];  // to the cubes from which light comes
    float shares[5];
    float slopes[4];      // what it adds to the mean, and to the means along x, y and z
} ck_light_way;

/// Carries light through a grid of cubes along some ways, layer by layer: from the top down, or from the floor up. Ways
/// must not come from layers that are passed later. `thrown` has four numbers a cube, on the border what comes in there,
/// `target` sixteen, and `scratch` eight for every way and cube of a layer; all aligned to 16 bytes.
void ck_light_carry(
    ck_instruction_set set, const int32_t count[3], const ck_light_way *ways, size_t way_count, int is_downward,
    const float *thrown, float *target, float *scratch);

/// Keeps in a map the least depths of triangles first ..< last, as seen from the light of `shadow`, of which the maps are not
/// read. Positions are rows of four numbers.
void ck_light_shade(
    ck_instruction_set set, const ck_raster_shadow *shadow, const float *positions, const uint32_t *corners, size_t first,
    size_t last, float *map);

/// What a material does to light: see `VoxelGrid`.
typedef struct ck_light_matter {
    float colour[3], block, emission;
} ck_light_matter;

/// Spreads the area of triangles first ..< last over the cubes that they pass: see `VoxelGrid`. `glow` is only written where
/// the material glows.
void ck_light_fill(
    ck_instruction_set set, const int32_t count[3], float scale, const ck_light_matter *matter, const float *positions,
    const uint32_t *corners, size_t first, size_t last, float *cells, float *glow);

#endif
