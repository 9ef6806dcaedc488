// The surfaces that a tile shows; included by raster_template.h. The plain form: VisibilityPainter in
// Sources/Rendering.

// Parts of pixels that are shaded on their own.
typedef struct NAME(parts) {
    uint32_t names[TILE * TILE * 4];
    float x[TILE * TILE * 4], y[TILE * TILE * 4], weights[TILE * TILE * 4];
    uint16_t places[TILE * TILE * 4];
    uint8_t classes[TILE * TILE * 4];
    int count;
} NAME(parts);

static ALWAYS_INLINE int NAME(class_of)(const ck_raster_frame *frame, uint32_t name) {
    return (int)(frame->opaque.triangles[name].material >> 24 & 31);
}

// Whether two triangles are pieces of one smooth surface; `cosine` is 63 * 63 times that of the angle allowed.
static ALWAYS_INLINE int NAME(is_alike)(const ck_raster_frame *frame, uint32_t a, uint32_t b, int32_t cosine) {
    if (a == b) return 1;
    if (a == NONE || b == NONE) return 0;
    const ck_raster_triangle *first = frame->opaque.triangles + a, *second = frame->opaque.triangles + b;
    if ((first->material ^ second->material) & ~CK_RASTER_BACK) return 0;
    return !((first->facing ^ second->facing) & CK_RASTER_NORMAL_BITS)
        || facing_product(first->facing, second->facing) > cosine;
}

// Takes a pixel apart: one part for each surface that its samples show.
static void NAME(take_apart)(
    const ck_raster_frame *frame, int32_t left, int32_t top, int place, const uint32_t names[4], NAME(parts) *parts
) {
    int done = 0;
    for (int first = 0; first < 4; first++) {
        if (done >> first & 1) continue;
        float x = 0, y = 0, count = 0;
        for (int sample = first; sample < 4; sample++) {
            if (!NAME(is_alike)(frame, names[sample], names[first], 3770)) continue;
            done |= 1 << sample;
            x += sample_x[sample];
            y += sample_y[sample];
            count += 1;
        }
        const int number = parts->count++;
        parts->names[number] = names[first];
        parts->x[number] = (float)(left + place % TILE) + x / count;
        parts->y[number] = (float)(top + place / TILE) + y / count;
        parts->weights[number] = count / 4;
        parts->places[number] = (uint16_t)place;
        parts->classes[number] = names[first] == NONE ? CK_CLASS_COUNT : (uint8_t)NAME(class_of)(frame, names[first]);
    }
}

typedef float NAME(four) __attribute__((ext_vector_type(4), aligned(4)));

static void NAME(shade_quads)(
    const ck_raster_frame *frame, int class, int32_t left, int32_t top, const uint16_t *quads, int count,
    const uint32_t *names, const uint32_t *mixed, float *colours
) {
    NAME(spots) spots[4], middle;
    uint32_t own[4][16];
    floats corner_x, corner_y;
    for (int lane = 0; lane < 16; lane++) {
        const int place = quads[lane < count ? lane : 0];
        ((float *)&corner_x)[lane] = (float)(left + place % TILE);
        ((float *)&corner_y)[lane] = (float)(top + place / TILE);
        UNROLL for (int p = 0; p < 4; p++) {
            const uint32_t name = names[place + (p & 1) + (p >> 1) * TILE];
            own[p][lane] = name & CK_RASTER_MIXED ? mixed[4 * (name & 0xFFFF) + (uint32_t)p] : name;
        }
    }
    for (int p = 0; p < 4; p++) {
        spots[p].x = corner_x + 0.5f + (float)(p & 1);
        spots[p].y = corner_y + 0.5f + (float)(p >> 1);
        NAME(locate)(frame, frame->opaque.triangles, own[p], &spots[p]);
    }
    NAME(matter) matter;
    NAME(fetch)(frame, spots[0].material, &matter);
    const int is_turned = NAME(bits)((matter.kind & 256) != 0) != 0;
    if (is_turned) {
        for (int p = 0; p < 4; p++) NAME(face)(&spots[p], matter.kind);
    }
    UNROLL for (int i = 0; i < 3; i++) {
        middle.point[i] = (spots[0].point[i] + spots[1].point[i] + spots[2].point[i] + spots[3].point[i]) * 0.25f;
        middle.normal[i] = spots[0].normal[i] + spots[1].normal[i] + spots[2].normal[i] + spots[3].normal[i];
    }
    NAME(normalise)(middle.normal);
    middle.depth = (spots[0].depth + spots[1].depth + spots[2].depth + spots[3].depth) * 0.25f;
    middle.x = corner_x + 1;
    middle.y = corner_y + 1;
    NAME(lights) lights;
    NAME(illuminate)(frame, &middle, matter.kind, &lights);
    const int is_edge = NAME(bits)((lights.key_u != 0.0f) | (lights.key_v != 0.0f)) != 0;
    for (int p = 0; p < 4; p++) {
        floats key = lights.key;
        if (is_edge) {
            // In the soft edge of a shadow the light runs on from the middle of the four.
            floats offset[3];
            UNROLL for (int i = 0; i < 3; i++) offset[i] = spots[p].point[i] - middle.point[i];
            const floats du = NAME(along)(offset, frame->key_shadow.u) * frame->key_shadow.scale;
            const floats dv = NAME(along)(offset, frame->key_shadow.v) * frame->key_shadow.scale;
            key = NAME(clamp)(key + lights.key_u * du + lights.key_v * dv);
        }
        floats light[3], alpha, rows[4];
        NAME(finish)(frame, class, &spots[p], &matter, &lights, key, light, &alpha);
        NAME(interleave)(light[0], light[1], light[2], rows);
        const NAME(four) *row = (const NAME(four) *)rows;
        const int offset = (p & 1) + (p >> 1) * TILE;
        for (int lane = 0; lane < count; lane++) {
            *(NAME(four) *)(colours + 4 * (quads[lane] + offset)) = row[lane];
        }
    }
}

static void NAME(shade_parts)(
    const ck_raster_frame *frame, int class, const NAME(parts) *parts, const uint16_t *order, int count, float *colours
) {
    NAME(spots) spots;
    uint32_t names[16];
    for (int lane = 0; lane < 16; lane++) {
        const int number = order[lane < count ? lane : 0];
        names[lane] = parts->names[number];
        ((float *)&spots.x)[lane] = parts->x[number];
        ((float *)&spots.y)[lane] = parts->y[number];
    }
    floats light[3], alpha, rows[4];
    if (class == CK_CLASS_COUNT) {
        NAME(backdrop)(frame, spots.x, spots.y, light);
    } else {
        NAME(locate)(frame, frame->opaque.triangles, names, &spots);
        NAME(matter) matter;
        NAME(fetch)(frame, spots.material, &matter);
        NAME(face)(&spots, matter.kind);
        NAME(lights) lights;
        NAME(illuminate)(frame, &spots, matter.kind, &lights);
        NAME(finish)(frame, class, &spots, &matter, &lights, lights.key, light, &alpha);
        // Clamped, so that one glaring sample does not spoil an edge.
        UNROLL for (int i = 0; i < 3; i++) light[i] = NAME(least)(light[i], (floats)(1.3f));
    }
    NAME(interleave)(light[0], light[1], light[2], rows);
    const NAME(four) *row = (const NAME(four) *)rows;
    for (int lane = 0; lane < count; lane++) {
        NAME(four) *target = (NAME(four) *)(colours + 4 * parts->places[order[lane]]);
        *target += row[lane] * parts->weights[order[lane]];
    }
}

static void NAME(raster_shade)(const ck_raster_frame *frame, int32_t tile, float *colours) {
    const int32_t left = tile % frame->columns * TILE, top = tile / frame->columns * TILE;
    const int32_t columns = smaller(TILE, frame->view.width - left), rows = smaller(TILE, frame->view.height - top);
    const uint32_t *names = frame->names + (size_t)tile * TILE * TILE;
    const uint32_t *mixed = frame->mixed + (size_t)tile * TILE * TILE * 4;
    uint16_t quads[CK_CLASS_COUNT + 1][TILE * TILE / 4];
    int counts[CK_CLASS_COUNT + 1] = {0};
    NAME(parts) parts;
    parts.count = 0;
    if (frame->opaque.starts[tile] == frame->opaque.starts[tile + 1]) {
        for (int row = 0; row < rows; row += 2) NAME(ground)(frame, left, top + row, colours + 4 * row * TILE);
        return;
    }
    memset(colours, 0, TILE * TILE * 4 * sizeof(float));
    for (int row = 0; row < rows; row += 2) {
        for (int column = 0; column < columns; column += 2) {
            const int place = row * TILE + column;
            if (row + 1 < rows && column + 1 < columns) {
                const uint32_t a = names[place], b = names[place + 1], c = names[place + TILE], d = names[place + TILE + 1];
                if (a == b && b == c && c == d && (a == NONE || !(a & CK_RASTER_MIXED))) {
                    const int class = a == NONE ? CK_CLASS_COUNT : NAME(class_of)(frame, a);
                    quads[class][counts[class]++] = (uint16_t)place;
                    continue;
                }
                const uint32_t four[4] = {a, b, c, d};
                const uint32_t first = a == NONE ? NONE : a & CK_RASTER_MIXED ? mixed[4 * (a & 0xFFFF)] : a;
                int is_smooth = first != NONE;
                for (int p = 0; p < 4 && is_smooth; p++) {
                    if (four[p] == NONE || !(four[p] & CK_RASTER_MIXED)) {
                        is_smooth = NAME(is_alike)(frame, four[p], first, 3493);
                        continue;
                    }
                    const uint32_t *samples = mixed + 4 * (four[p] & 0xFFFF);
                    for (int s = 0; s < 4; s++) is_smooth &= NAME(is_alike)(frame, samples[s], first, 3493);
                }
                if (is_smooth) {
                    const int class = NAME(class_of)(frame, first);
                    quads[class][counts[class]++] = (uint16_t)place;
                    continue;
                }
            }
            for (int p = 0; p < 4; p++) {
                const int x = column + (p & 1), y = row + (p >> 1);
                if (x >= columns || y >= rows) continue;
                const uint32_t name = names[y * TILE + x];
                uint32_t own[4] = {name, name, name, name};
                if (name != NONE && name & CK_RASTER_MIXED) memcpy(own, mixed + 4 * (name & 0xFFFF), sizeof own);
                NAME(take_apart)(frame, left, top, y * TILE + x, own, &parts);
            }
        }
    }
    for (int class = 0; class < CK_CLASS_COUNT; class++) {
        for (int start = 0; start < counts[class]; start += 16) {
            NAME(shade_quads)(
                frame, class, left, top, quads[class] + start, smaller(16, counts[class] - start), names, mixed, colours);
        }
    }
    for (int start = 0; start < counts[CK_CLASS_COUNT]; start += 16) {
        const int count = smaller(16, counts[CK_CLASS_COUNT] - start);
        const uint16_t *own = quads[CK_CLASS_COUNT] + start;
        floats x, y, light[3], four[4];
        for (int lane = 0; lane < 16; lane++) {
            const int place = own[lane < count ? lane : 0];
            ((float *)&x)[lane] = (float)(left + place % TILE + 1);
            ((float *)&y)[lane] = (float)(top + place / TILE + 1);
        }
        NAME(backdrop)(frame, x, y, light);
        NAME(interleave)(light[0], light[1], light[2], four);
        const NAME(four) *row = (const NAME(four) *)four;
        for (int lane = 0; lane < count; lane++) {
            for (int p = 0; p < 4; p++) {
                *(NAME(four) *)(colours + 4 * (own[lane] + (p & 1) + (p >> 1) * TILE)) = row[lane];
            }
        }
    }
    if (parts.count == 0) return;
    // Parts of pixels, class by class.
    uint16_t order[TILE * TILE * 4];
    int ends[CK_CLASS_COUNT + 2] = {0};
    for (int number = 0; number < parts.count; number++) ends[parts.classes[number] + 1]++;
    for (int class = 0; class <= CK_CLASS_COUNT; class++) ends[class + 1] += ends[class];
    for (int number = 0; number < parts.count; number++) order[ends[parts.classes[number]]++] = (uint16_t)number;
    for (int class = 0, start = 0; class <= CK_CLASS_COUNT; class++) {
        for (; start < ends[class]; start += 16) {
            const int count = smaller(16, ends[class] - start);
            NAME(shade_parts)(frame, class, &parts, order + start, count, colours);
            if (count < 16) {
                start = ends[class];
                break;
            }
        }
    }
}
