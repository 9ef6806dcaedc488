// The renderer's kernels, written once over sixteen lanes; raster.c includes this file once for each instruction set
// with NAME(x), FMA(a, b, c) and FORM_PORTABLE, FORM_AVX2 or FORM_AVX512 defined.

#include "raster/lanes.h"
#include "raster/vertices.h"
#include "raster/filling.h"
#include "raster/occlusion.h"
#include "raster/spots.h"
#include "raster/light.h"
#include "raster/colours.h"
#include "raster/finish.h"
#include "raster/ground.h"
#include "raster/tiles.h"
#include "raster/layers.h"
#include "raster/bytes.h"

#undef NAME
#undef FMA
#undef LOWER
#undef UPPER
#undef EVEN_OF_FOUR
#undef ODD_OF_FOUR
#undef FIRST_HALVES
#undef SECOND_HALVES
