// Hands a call to the form of a kernel for the instruction set: portable_, avx2_ or avx512_ and its name.
#ifndef DISPATCH_H
#define DISPATCH_H

#if defined(__x86_64__)
#define DISPATCH(set, call) \
    switch (set) { \
    case CK_AVX512_BF16: \
    case CK_AVX512_VNNI: \
    case CK_AVX512: return avx512_##call; \
    case CK_AVX2: return avx2_##call; \
    default: return portable_##call; \
    }
#else
#define DISPATCH(set, call) \
    (void)(set); \
    return portable_##call;
#endif

#endif
