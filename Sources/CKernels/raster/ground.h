// The ground behind the room; included by raster_template.h. The plain form: Backdrop in Sources/Rendering.

static void NAME(backdrop)(const ck_raster_frame *frame, floats x, floats y, floats result[3]) {
    const ck_raster_view *view = &frame->view;
    floats soft = (floats)(0.0f);
    if (!frame->is_inside) {
        const floats aside = (x - view->half_width) * (1 / view->focal), upward = (view->half_height - y) * (1 / view->focal);
        floats origin[3], way[3];
        UNROLL for (int i = 0; i < 3; i++) {
            const floats slant = FMA(aside, (floats)(view->right[i]), upward * view->up[i]);
            origin[i] = view->is_orthographic ? view->position[i] + slant : (floats)(view->position[i]);
            way[i] = view->is_orthographic ? (floats)(view->forward[i]) : view->forward[i] + slant;
        }
        const ints falls = way[2] < -1e-3f;
        const floats reach = (frame->ground_height - origin[2]) / SELECT(falls, way[2], (floats)(-1.0f));
        floats square = (floats)(0.0f);
        UNROLL for (int i = 0; i < 2; i++) {
            const floats place = FMA(way[i], reach, origin[i]) - frame->ground_centre[i];
            const floats outside = NAME(most)(NAME(magnitude)(place) - frame->ground_room[i] / 2, (floats)(0.0f));
            square += outside * outside;
        }
        const floats distance = square * NAME(rsqrt)(NAME(most)(square, (floats)(1e-12f))) * (1 / frame->ground_spread);
        soft = SELECT(falls & (reach > 0.0f), NAME(most)(1 - distance, (floats)(0.0f)), (floats)(0.0f));
    }
    const floats shade = 1 - 0.34f * soft * soft * soft;
    UNROLL for (int i = 0; i < 3; i++) result[i] = frame->ground[i] * shade;
}

// Two rows of a tile where nothing but ground is seen: sixteen squares of four pixels.
// Returns whether they lie out of the room's shade, which makes them all alike.
static int NAME(ground)(const ck_raster_frame *frame, int32_t left, int32_t top, float *colours) {
    typedef float four __attribute__((ext_vector_type(4), aligned(4)));
    floats light[3], rows[4];
    NAME(backdrop)(frame, NAME(of_ints)(LANE_NUMBERS) * 2 + (float)(left + 1), (floats)((float)(top + 1)), light);
    NAME(interleave)(light[0], light[1], light[2], rows);
    four *target = (four *)colours;
    const four *source = (const four *)rows;
    for (int lane = 0; lane < 16; lane++) {
        target[2 * lane] = target[2 * lane + 1] = source[lane];
        target[2 * lane + TILE] = target[2 * lane + 1 + TILE] = source[lane];
    }
    return !NAME(bits)((light[0] != frame->ground[0]) | (light[1] != frame->ground[1]));
}
