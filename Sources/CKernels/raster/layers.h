// What lies before surfaces and lets light through, over a tile; included by raster_template.h. The plain form:
// StudioPainter in Sources/Rendering.

// Lays sixteen spots of one list over their pixels, each by its share of the pixel, the first ones first.
static void NAME(lay)(
    const ck_raster_frame *frame, const ck_raster_list *list, int is_ghost, int32_t left, int32_t top,
    const uint32_t *names, const uint16_t *places, const float *shares, int count, float *colours
) {
    NAME(spots) spots;
    uint32_t own[16];
    for (int lane = 0; lane < 16; lane++) {
        const int number = lane < count ? lane : 0;
        own[lane] = names[number];
        ((float *)&spots.x)[lane] = (float)(left + places[number] % TILE) + 0.5f;
        ((float *)&spots.y)[lane] = (float)(top + places[number] / TILE) + 0.5f;
    }
    const uint32_t word = list->triangles[own[0]].material;
    NAME(locate)(frame, list->triangles, own, &spots);
    NAME(matter) matter;
    NAME(fetch)(frame, spots.material, &matter);
    NAME(face)(&spots, matter.kind);
    NAME(lights) lights;
    NAME(illuminate)(frame, &spots, matter.kind, &lights);
    floats light[3], alpha, rows[4], opacity;
    NAME(finish)(frame, (int)(word >> 24 & 31), &spots, &matter, &lights, lights.key, light, &alpha);
    if (is_ghost) {
        opacity = (floats)(frame->ghost_opacity);
    } else {
        alpha *= frame->alphas[2 * (word & CK_RASTER_MATERIAL_BITS)];
        // Clear things mirror more at a slant, and are seen there.
        const floats away = 1 - NAME(clamp)(NAME(dot)(spots.normal, spots.to_viewer));
        const floats sheen = SELECT(matter.roughness < 0.3f, 0.35f * away * away * away, (floats)(0.0f));
        opacity = SELECT(alpha > 0.002f, NAME(least)(FMA(1 - alpha, sheen, alpha), (floats)(1.0f)), (floats)(0.0f));
    }
    NAME(interleave)(light[0], light[1], light[2], rows);
    const NAME(four) *row = (const NAME(four) *)rows;
    for (int lane = 0; lane < count; lane++) {
        NAME(four) *target = (NAME(four) *)(colours + 4 * places[lane]);
        *target += (row[lane] - *target) * (opacity[lane] * shares[lane]);
    }
}

static void NAME(raster_lay)(const ck_raster_frame *frame, int32_t tile, float *colours) {
    const int32_t left = tile % frame->columns * TILE, top = tile / frame->columns * TILE;
    const floats *near = (const floats *)(frame->nearness + (size_t)tile * TILE * TILE * 4);
    floats own[TILE * TILE / 4];
    ints seen[TILE * TILE / 4];
    uint32_t names[TILE * TILE * 4];
    uint16_t places[TILE * TILE * 4];
    float shares[TILE * TILE * 4];
    const ck_raster_list *list = &frame->translucent;
    for (uint32_t entry = list->starts[tile]; entry < list->starts[tile + 1]; entry++) {
        // One triangle at a time: what is nearer comes later.
        const uint32_t name = list->entries[entry];
        const ck_raster_triangle *t = list->triangles + name;
        const int32_t y0 = (smaller(t->y[0], smaller(t->y[1], t->y[2])) >> 8) - top;
        const int32_t y1 = (greater(t->y[0], greater(t->y[1], t->y[2])) >> 8) - top;
        const int first = greater(y0, 0) * (TILE / 4), last = (smaller(y1, TILE - 1) + 1) * (TILE / 4);
        if (first >= last) continue;
        memcpy(own + first, near + first, (size_t)(last - first) * sizeof *own);
        memset(seen + first, 0xFF, (size_t)(last - first) * sizeof *seen);
        NAME(draw_one)(frame, t, 0, left, top, own, seen);
        int count = 0;
        for (int place = first; place < last; place++) {
            const uint32_t bits = NAME(bits)(seen[place] == 0);
            for (int p = 0; p < 4 && bits; p++) {
                const uint32_t samples = bits >> (4 * p) & 15;
                if (!samples) continue;
                names[count] = name;
                places[count] = (uint16_t)(4 * place + p);
                shares[count++] = (float)__builtin_popcount(samples) / 4;
            }
        }
        for (int start = 0; start < count; start += 16) {
            NAME(lay)(
                frame, list, 0, left, top, names + start, places + start, shares + start, smaller(16, count - start), colours);
        }
    }
    list = &frame->ghosts;
    if (list->starts[tile] == list->starts[tile + 1]) return;
    // Of ghosts only the nearest surface, so that a thing of many parts is as faint as one of few.
    memcpy(own, near, sizeof own);
    memset(seen, 0xFF, sizeof seen);
    NAME(draw)(frame, list, tile, own, seen);
    uint32_t present = 0, last = NONE;
    for (int sample = 0; sample < TILE * TILE * 4; sample++) {
        const uint32_t name = ((const uint32_t *)seen)[sample];
        if (name == last || name == NONE) continue;
        last = name;
        present |= 1u << (list->triangles[name].material >> 24 & 31);
    }
    // Those of one class are laid together.
    for (int class = 0; class < CK_CLASS_COUNT; class++) {
        if (!(present >> class & 1)) continue;
        int count = 0;
        for (int place = 0; place < TILE * TILE; place++) {
            const uint32_t *samples = (const uint32_t *)seen + 4 * place;
            int done = 0;
            for (int sample = 0; sample < 4; sample++) {
                if (done >> sample & 1 || samples[sample] == NONE) continue;
                int alike = 0;
                for (int other = sample; other < 4; other++) {
                    if (samples[other] != samples[sample]) continue;
                    done |= 1 << other;
                    alike++;
                }
                const int own_class = (int)(list->triangles[samples[sample]].material >> 24 & 31);
                if (own_class != class) continue;
                names[count] = samples[sample];
                places[count] = (uint16_t)place;
                shares[count++] = (float)alike / 4;
            }
        }
        for (int start = 0; start < count; start += 16) {
            NAME(lay)(
                frame, list, 1, left, top, names + start, places + start, shares + start, smaller(16, count - start), colours);
        }
    }
}
