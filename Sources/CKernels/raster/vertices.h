// Vertices, sixteen at a time; included by raster_template.h. The plain form: ViewProjection in Sources/Rendering.

static void NAME(raster_project)(
    const ck_raster_view *view, const float *x, const float *y, const float *z, size_t count, int32_t *screen_x,
    int32_t *screen_y, float *nearness
) {
    const int is_flat = view->is_orthographic;
    const float *right = view->right, *up = view->up, *forward = view->forward;
    for (size_t start = 0; start < count; start += 16) {
        floats px, py, pz;
        const size_t left = count - start;
        if (left >= 16) {
            px = LOAD(x + start), py = LOAD(y + start), pz = LOAD(z + start);
        } else {
            px = py = pz = (floats)(0.0f);
            memcpy(&px, x + start, left * 4);
            memcpy(&py, y + start, left * 4);
            memcpy(&pz, z + start, left * 4);
        }
        px -= view->position[0];
        py -= view->position[1];
        pz -= view->position[2];
        floats a = FMA(pz, (floats)(right[2]), FMA(py, (floats)(right[1]), px * right[0]));
        floats b = FMA(pz, (floats)(up[2]), FMA(py, (floats)(up[1]), px * up[0]));
        floats depth = FMA(pz, (floats)(forward[2]), FMA(py, (floats)(forward[1]), px * forward[0]));
        floats bound_x = (floats)(view->limit_x), bound_y = (floats)(view->limit_y);
        if (!is_flat) bound_x *= depth, bound_y *= depth;
        ints held = (depth >= view->near_depth) & (NAME(magnitude)(a) <= bound_x) & (NAME(magnitude)(b) <= bound_y);
        if (is_flat) held &= depth <= 1.98f * view->far_depth;
        floats scale = is_flat ? (floats)(1.0f) : 1 / SELECT(held, depth, (floats)(1.0f));
        floats near = is_flat ? 1 - depth * (1 / (2 * view->far_depth)) : scale;
        floats sx = (view->half_width + view->focal * a * scale) * 256;
        floats sy = (view->half_height - view->focal * b * scale) * 256;
        sx = SELECT(held, sx, (floats)(0.0f));
        sy = SELECT(held, sy, (floats)(0.0f));
        // To the nearest: floor of a half more.
        ints ix = SELECT_INTS(held, NAME(to_ints)(NAME(floor)(sx + 0.5f)), (ints)(INT32_MIN));
        ints iy = NAME(to_ints)(NAME(floor)(sy + 0.5f));
        const size_t bytes = (left < 16 ? left : 16) * 4;
        memcpy(screen_x + start, &ix, bytes);
        memcpy(screen_y + start, &iy, bytes);
        memcpy(nearness + start, &near, bytes);
    }
}
