// Light that leaves spots, sixteen at a time; included by raster_template.h. The plain form: StudioPainter in
// Sources/Rendering.

// The light that leaves spots toward the viewer: colour, and what falls on it.
static void NAME(finish)(
    const ck_raster_frame *frame, int class, const NAME(spots) *spots, const NAME(matter) *matter,
    const NAME(lights) *light, floats key, floats result[3], floats *alpha
) {
    *alpha = (floats)(1.0f);
    floats base[3] = {matter->red, matter->green, matter->blue};
    floats roughness = matter->roughness;
    switch (class) {
    case CK_CLASS_EVEN: break;
    case CK_CLASS_TEXTURE: NAME(texture_colour)(frame, spots, matter, base, alpha); break;
    case CK_CLASS_FLOOR: NAME(floor_colour)(frame, spots, base); break;
    case CK_CLASS_WALL:
        NAME(wall_colour)(frame, spots, base);
        roughness = SELECT(spots->point[2] < frame->tile_height, (floats)(0.22f), (floats)(1.0f));
        break;
    default: NAME(pattern)(class, spots, matter, base); break;
    }
    if (NAME(is_any)(matter->marked)) {
        static const float red[3] = {0.75f * 0.75f, 0.06f * 0.75f, 0.05f * 0.75f};
        UNROLL for (int i = 0; i < 3; i++) base[i] = SELECT(matter->marked > 0.0f, base[i] * 0.25f + red[i], base[i]);
    }
    const floats lambert = NAME(most)(NAME(along)(spots->normal, frame->to_key), (floats)(0.0f));
    // The finest shade dims the lamp a little too: it is broad.
    const floats lamp = lambert * key * (0.6f + 0.4f * light->open);
    const floats closed = (1 - light->open) * light->open * 0.35f, rest = 1 - matter->metalness;
    floats sunny = (floats)(0.0f);
    if (frame->opening_count > 0) {
        sunny = NAME(most)(NAME(along)(spots->normal, frame->to_sun), (floats)(0.0f)) * light->sun;
    }
    floats ambient[3], direct[3];
    UNROLL for (int i = 0; i < 3; i++) {
        // Pale things send some of the light on into their own seams, which so darken less.
        ambient[i] = light->ambient[i] * FMA(closed, base[i], light->open);
        direct[i] = frame->key[i] * lamp;
        const floats falling = ambient[i] + direct[i] + frame->sunlight[i] * sunny;
        result[i] = base[i] * FMA(falling, rest, matter->emission * 1.5f);
    }
    if (class == CK_CLASS_WALL) {
        for (int32_t number = 0; number < frame->pane_count; number++) {
            const ck_raster_opening *pane = frame->panes + number;
            const floats along = spots->point[1 - pane->axis], up = spots->point[2];
            const ints within = (NAME(magnitude)(spots->point[pane->axis] - pane->plane) < 0.02f) & (along > pane->low[0])
                & (along < pane->high[0]) & (up > pane->low[1]) & (up < pane->high[1]);
            if (!NAME(bits)(within)) continue;
            const floats rise = (up - pane->low[1]) * (1 / most(pane->high[1] - pane->low[1], 1e-3f));
            UNROLL for (int i = 0; i < 3; i++) {
                const float below = frame->sky_below[i];
                result[i] = SELECT(within, FMA(rise, (floats)(frame->sky_above[i] - below), (floats)(below)), result[i]);
            }
            roughness = SELECT(within, (floats)(1.0f), roughness);
        }
    }
    const ints shines = roughness < 0.86f;
    if (!NAME(bits)(shines)) return;
    // The lamp's highlight, and a blurred mirror image of a plain room: see StudioPainter.reflection.
    const floats facing = NAME(clamp)(NAME(dot)(spots->normal, spots->to_viewer)), away = 1 - facing;
    const floats square = away * away, smooth = 1 - roughness, steep = square * square * away;
    const floats mirrored = FMA(spots->normal[2], 2 * facing, -spots->to_viewer[2]);
    const floats height = NAME(clamp)(mirrored * 0.5f * NAME(inverse)(0.25f + 0.75f * roughness) + 0.5f);
    const floats ease = height * height * (3 - 2 * height);
    const floats level = NAME(least)((ambient[0] + ambient[1] + ambient[2]) * 0.55f, (floats)(1.0f));
    const floats gloss = level * SELECT(matter->metalness > 0.3f, (floats)(1.0f), smooth * (0.4f + 0.6f * smooth));
    floats half[3];
    UNROLL for (int i = 0; i < 3; i++) half[i] = spots->to_viewer[i] + frame->to_key[i];
    NAME(normalise)(half);
    const floats spread = NAME(most)(roughness * roughness, (floats)(0.02f)), wide = spread * spread;
    const floats nh = NAME(most)(NAME(dot)(spots->normal, half), (floats)(0.0f));
    const floats lh = NAME(most)(NAME(along)(half, frame->to_key), (floats)(0.1f));
    const floats narrow = FMA(nh * nh, wide - 1, (floats)(1.0f));
    const floats divisor = NAME(inverse)(NAME(most)(narrow * lh, (floats)(1e-6f)));
    const floats lobe = NAME(least)(wide * 0.25f * divisor * divisor, (floats)(6.0f));
    static const float low[3] = {0.34f, 0.28f, 0.22f}, high[3] = {0.78f, 0.86f, 0.95f};
    const floats edge = NAME(most)(smooth, (floats)(0.04f));
    UNROLL for (int i = 0; i < 3; i++) {
        const floats flat = FMA(base[i], matter->metalness, 0.04f * rest);
        const floats fresnel = FMA(edge - flat, steep, flat);
        const floats shine = fresnel * FMA(low[i] + high[i] * ease, gloss, direct[i] * lobe);
        result[i] += SELECT(shines, shine, (floats)(0.0f));
    }
}
