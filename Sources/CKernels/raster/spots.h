// Spots of surfaces: where they are, what they are made of; included by raster_template.h. The plain form:
// StudioPainter in Sources/Rendering.

// Spots of surfaces.
typedef struct NAME(spots) {
    floats x, y;  // in the picture
    floats point[3], normal[3];
    floats to_viewer[3];
    floats u, v;
    floats size;         // metres that a pixel covers
    floats log_density;  // of texels in a metre
    floats depth;
    ints material;
} NAME(spots);

typedef struct NAME(matter) {
    floats red, green, blue, roughness, metalness, emission, seed, marked;
    floats origin[3], sine, cosine;
    ints texture, grain, kind;
} NAME(matter);

// The light at a spot, and how the lamp's share changes along its map.
typedef struct NAME(lights) {
    floats ambient[3], open, key, sun;
    floats key_u, key_v;
} NAME(lights);

static ALWAYS_INLINE floats NAME(dot)(const floats a[3], const floats b[3]) {
    return FMA(a[2], b[2], FMA(a[1], b[1], a[0] * b[0]));
}

static ALWAYS_INLINE floats NAME(along)(const floats a[3], const float b[3]) {
    return FMA(a[2], (floats)(b[2]), FMA(a[1], (floats)(b[1]), a[0] * b[0]));
}

static ALWAYS_INLINE void NAME(normalise)(floats v[3]) {
    const floats scale = NAME(rsqrt)(NAME(most)(NAME(dot)(v, v), (floats)(1e-30f)));
    v[0] *= scale, v[1] *= scale, v[2] *= scale;
}

// A spot beside its triangle, as the middle of a pixel may be of which a sliver covers one sample, counts as the nearest
// point of the triangle. Weights of places outside would change by thousands a pixel where a triangle is thin.
static void NAME(confine)(
    floats dx, floats dy, floats dx1, floats dy1, floats dx2, floats dy2, floats *first, floats *second, floats *third
) {
    const floats one = (floats)(1.0f), none = (floats)(0.0f);
    const ints outside = ~((*first >= 0.0f) & (*second >= 0.0f) & (*third >= 0.0f));
    const floats dx3 = dx2 - dx1, dy3 = dy2 - dy1, from_x = dx - dx1, from_y = dy - dy1;
    const floats a = NAME(clamp)((dx * dx1 + dy * dy1) * NAME(inverse)(NAME(most)(dx1 * dx1 + dy1 * dy1, one)));
    const floats b = NAME(clamp)((dx * dx2 + dy * dy2) * NAME(inverse)(NAME(most)(dx2 * dx2 + dy2 * dy2, one)));
    const floats c = NAME(clamp)((from_x * dx3 + from_y * dy3) * NAME(inverse)(NAME(most)(dx3 * dx3 + dy3 * dy3, one)));
    const floats a_x = dx - a * dx1, a_y = dy - a * dy1, b_x = dx - b * dx2, b_y = dy - b * dy2;
    const floats c_x = from_x - c * dx3, c_y = from_y - c * dy3;
    const floats a_away = a_x * a_x + a_y * a_y, b_away = b_x * b_x + b_y * b_y, c_away = c_x * c_x + c_y * c_y;
    const ints is_b = b_away < a_away, is_c = c_away < NAME(least)(a_away, b_away);
    *first = SELECT(outside, SELECT(is_c, none, SELECT(is_b, 1 - b, 1 - a)), *first);
    *second = SELECT(outside, SELECT(is_c, 1 - c, SELECT(is_b, none, a)), *second);
    *third = SELECT(outside, SELECT(is_c, c, SELECT(is_b, b, none)), *third);
}

static void NAME(locate)(
    const ck_raster_frame *frame, const ck_raster_triangle *triangles, const uint32_t names[16], NAME(spots) *spots
) {
    const ck_raster_view *view = &frame->view;
    floats rows[16];
    int is_one = 1;
    for (int lane = 1; lane < 16; lane++) is_one &= names[lane] == names[0];
    if (is_one) {
        const float *row = (const float *)(triangles + names[0]);
        UNROLL for (int i = 0; i < 16; i++) rows[i] = (floats)(row[i]);
    } else {
        UNROLL for (int lane = 0; lane < 16; lane++) rows[lane] = LOAD((const float *)(triangles + names[lane]));
        NAME(transpose)(rows);
    }
    const floats x0 = NAME(of_ints)(AS_INTS(rows[0])), y0 = NAME(of_ints)(AS_INTS(rows[3]));
    const floats dx1 = NAME(of_ints)(AS_INTS(rows[1]) - AS_INTS(rows[0]));
    const floats dx2 = NAME(of_ints)(AS_INTS(rows[2]) - AS_INTS(rows[0]));
    const floats dy1 = NAME(of_ints)(AS_INTS(rows[4]) - AS_INTS(rows[3]));
    const floats dy2 = NAME(of_ints)(AS_INTS(rows[5]) - AS_INTS(rows[3]));
    const floats dx = spots->x * 256 - x0, dy = spots->y * 256 - y0;
    const floats scale = NAME(inverse)(dx1 * dy2 - dx2 * dy1);
    floats second = (dx * dy2 - dx2 * dy) * scale, third = (dx1 * dy - dx * dy1) * scale, first = 1 - second - third;
    if (NAME(bits)((first >= 0.0f) & (second >= 0.0f) & (third >= 0.0f)) != 0xFFFF) {
        NAME(confine)(dx, dy, dx1, dy1, dx2, dy2, &first, &second, &third);
    }
    const floats nearness = first * rows[6] + second * rows[7] + third * rows[8];
    if (view->is_orthographic) {
        spots->depth = (1 - nearness) * (2 * view->far_depth);
        spots->size = (floats)(1 / view->focal);
    } else {
        first *= rows[6], second *= rows[7], third *= rows[8];
        const floats sum = NAME(inverse)(NAME(most)(first + second + third, (floats)(1e-12f)));
        first *= sum, second *= sum, third *= sum;
        spots->depth = NAME(inverse)(NAME(most)(nearness, (floats)(1e-9f)));
        spots->size = spots->depth * (1 / view->focal);
    }
    // The spot lies on the line of sight.
    const floats aside = (spots->x - view->half_width) * (1 / view->focal);
    const floats upward = (view->half_height - spots->y) * (1 / view->focal);
    UNROLL for (int i = 0; i < 3; i++) {
        const floats slant = FMA(aside, (floats)(view->right[i]), upward * view->up[i]);
        if (view->is_orthographic) {
            spots->point[i] = view->position[i] + slant + spots->depth * view->forward[i];
            spots->to_viewer[i] = (floats)(-view->forward[i]);
        } else {
            const floats way = slant + view->forward[i];
            spots->point[i] = FMA(way, spots->depth, (floats)(view->position[i]));
            spots->to_viewer[i] = -way;
        }
    }
    if (!view->is_orthographic) NAME(normalise)(spots->to_viewer);
    if (is_one) {
        const ck_raster_triangle *t = triangles + names[0];
        const float *a = vertex_row(frame, t->corners[0]), *b = vertex_row(frame, t->corners[1]);
        const float *c = vertex_row(frame, t->corners[2]);
        UNROLL for (int i = 0; i < 3; i++) spots->normal[i] = FMA(third, (floats)(c[i]), FMA(second, (floats)(b[i]), first * a[i]));
        spots->u = FMA(third, (floats)(c[3]), FMA(second, (floats)(b[3]), first * a[3]));
        spots->v = FMA(third, (floats)(c[4]), FMA(second, (floats)(b[4]), first * a[4]));
    } else {
        typedef float eight __attribute__((ext_vector_type(8), aligned(4)));
        eight mixed[16];
        for (int lane = 0; lane < 16; lane++) {
            const ck_raster_triangle *t = triangles + names[lane];
            const eight a = *(const eight *)vertex_row(frame, t->corners[0]);
            const eight b = *(const eight *)vertex_row(frame, t->corners[1]);
            const eight c = *(const eight *)vertex_row(frame, t->corners[2]);
            mixed[lane] = a * first[lane] + b * second[lane] + c * third[lane];
        }
        floats columns[16];
        UNROLL for (int lane = 0; lane < 16; lane++) {
            columns[lane] = __builtin_shufflevector(mixed[lane], mixed[lane], 0, 1, 2, 3, 4, 5, 6, 7, -1, -1, -1, -1, -1, -1, -1, -1);
        }
        NAME(transpose)(columns);
        spots->normal[0] = columns[0], spots->normal[1] = columns[1], spots->normal[2] = columns[2];
        spots->u = columns[3], spots->v = columns[4];
    }
    NAME(normalise)(spots->normal);
    const ints word = AS_INTS(rows[14]);
    spots->material = word & (ints)CK_RASTER_MATERIAL_BITS;
    const words facing = (words)rows[15];
    spots->log_density = FMA(NAME(of_ints)((ints)(facing >> 21)), (floats)(1.0f / 32), (floats)(-32.0f));
}

static void NAME(fetch)(const ck_raster_frame *frame, ints materials, NAME(matter) *matter) {
    floats *rows = (floats *)matter;
    if (!NAME(bits)(materials != materials[0])) {
        const float *row = (const float *)(frame->materials + materials[0]);
        UNROLL for (int i = 0; i < 16; i++) rows[i] = (floats)(row[i]);
        return;
    }
    UNROLL for (int lane = 0; lane < 16; lane++) rows[lane] = LOAD((const float *)(frame->materials + materials[lane]));
    NAME(transpose)(rows);
}

// Surfaces that are seen from both sides turn their normals to the viewer.
static ALWAYS_INLINE void NAME(face)(NAME(spots) *spots, ints kind) {
    const ints turned = ((kind & 256) != 0) & (NAME(dot)(spots->normal, spots->to_viewer) < 0.0f);
    const ints sign = turned & (ints)INT32_MIN;
    UNROLL for (int i = 0; i < 3; i++) spots->normal[i] = AS_FLOATS(AS_INTS(spots->normal[i]) ^ sign);
}
