#include "CKernels.h"

#include <stdint.h>
#include <stdlib.h>

#if defined(__linux__)
#include <sys/mman.h>
#endif

#if defined(__GLIBC__)
#include <malloc.h>
#endif

/// Asks that what lies wholly in a stretch of memory be handed out in huge pages.
static void ask_for_huge_pages(void *memory, size_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    const uintptr_t huge = (uintptr_t)2 << 20, first = ((uintptr_t)memory + huge - 1) / huge * huge;
    const uintptr_t end = ((uintptr_t)memory + bytes) / huge * huge;
    if (memory != NULL && first < end) { (void)madvise((void *)first, end - first, MADV_HUGEPAGE); }
#else
    (void)memory;
    (void)bytes;
#endif
}

void ck_keep_freed_memory(void) {
#if defined(__GLIBC__)
    // What is greater is mapped by itself and goes back when it is freed.
    mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the most that it takes
    mallopt(M_TRIM_THRESHOLD, 192 << 20);
    // The heap grows by what is taken here, none of it touched, and keeps it: what is allocated next lies in huge pages.
    const size_t ahead = (size_t)31 << 20;
    void *top = malloc(ahead);
    ask_for_huge_pages(top, ahead);
    free(top);
#endif
}

void *ck_allocate(size_t bytes) {
    const size_t huge = (size_t)2 << 20;
    void *memory = NULL;
    if (posix_memalign(&memory, bytes >= huge ? huge : 64, bytes > 0 ? bytes : 1) != 0) { return NULL; }
    if (bytes >= huge) { ask_for_huge_pages(memory, bytes); }
    return memory;
}
