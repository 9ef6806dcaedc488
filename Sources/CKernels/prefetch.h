#ifndef PREFETCH_H
#define PREFETCH_H

/// How many bytes ahead kernels that wait for memory ask for weights: far enough that they come in time although the
/// processor's own prefetching ends with each page, near enough that a piece of a small matrix is not over before.
enum { CK_PREFETCH_DISTANCE = 8192 };

#endif
