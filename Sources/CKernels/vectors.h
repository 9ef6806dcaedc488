#ifndef VECTORS_H
#define VECTORS_H

#define ALWAYS_INLINE inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

typedef float two_floats __attribute__((ext_vector_type(2)));
typedef float four_floats __attribute__((ext_vector_type(4)));
typedef float eight_floats __attribute__((ext_vector_type(8)));

#endif
