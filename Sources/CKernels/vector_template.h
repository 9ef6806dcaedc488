// Vectors of LANES floats: loads, stores, sums and the exponential. Included by the kernels' templates, which
// need LANES, NAME(x) and FMA(a, b, c) defined, and undefine V at their end.

typedef float NAME(vector) __attribute__((ext_vector_type(LANES), aligned(4)));
typedef int32_t NAME(integers) __attribute__((ext_vector_type(LANES)));
typedef uint32_t NAME(words) __attribute__((ext_vector_type(LANES)));
typedef uint16_t NAME(shorts) __attribute__((ext_vector_type(LANES), aligned(2)));

#define V NAME(vector)

static ALWAYS_INLINE V NAME(load)(const float *p) { return *(const V *)p; }
static ALWAYS_INLINE void NAME(store)(float *p, V v) { *(V *)p = v; }

// Halves added to halves: a chain of log2(LANES) additions.
static ALWAYS_INLINE float NAME(sum)(V v) {
#if LANES == 16
    eight_floats eight = v.lo + v.hi;
    four_floats four = eight.lo + eight.hi;
#elif LANES == 8
    four_floats four = v.lo + v.hi;
#else
    four_floats four = v;
#endif
    two_floats two = four.lo + four.hi;
    return two.x + two.y;
}

// exp by range reduction to |r| <= ln 2 / 2 and the Taylor polynomial of degree 7 (error below 1 ulp);
// arguments are clamped to the range in which the result is a normal number.
static ALWAYS_INLINE V NAME(exp)(V x) {
    x = __builtin_elementwise_max(__builtin_elementwise_min(x, (V)(88.0f)), (V)(-87.0f));
    V n = __builtin_elementwise_floor(x * (V)(1.44269504f) + (V)(0.5f));
    V r = FMA(n, (V)(-0.693359375f), x);
    r = FMA(n, (V)(2.12194440e-4f), r);
    V p = (V)(1.0f / 5040);
    p = FMA(p, r, (V)(1.0f / 720));
    p = FMA(p, r, (V)(1.0f / 120));
    p = FMA(p, r, (V)(1.0f / 24));
    p = FMA(p, r, (V)(1.0f / 6));
    p = FMA(p, r, (V)(0.5f));
    p = FMA(p, r, (V)(1.0f));
    p = FMA(p, r, (V)(1.0f));
    NAME(integers) exponent = (__builtin_convertvector(n, NAME(integers)) + 127) << 23;
    return p * __builtin_bit_cast(V, exponent);
}
