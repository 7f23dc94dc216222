// What the programs of the suite need of this header, for a target that has no library.
#include <stddef.h>
void *memset(void *to, int byte, size_t size);
void *memcpy(void *restrict to, const void *restrict from, size_t size);
