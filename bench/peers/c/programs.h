// The work of each program of the suite: does as much as `count` says and answers a checksum. Each stands in a file of its
// own, so that the compiler does not see with which counts they are called.
#include <stdint.h>

int32_t fib_work(int32_t count);
int32_t sieve_work(int32_t count);
int32_t matmul_work(int32_t count);
int32_t mandelbrot_work(int32_t count);
int32_t nbody_work(int32_t count);
int32_t collatz_work(int32_t count);
int32_t xorshift_work(int32_t count);
int32_t quicksort_work(int32_t count);
