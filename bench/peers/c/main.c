// Runs the programs of the suite on request: reads lines of a name and a work count, answers each with the checksum and the
// seconds that the work took.
#include "programs.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const struct { const char *name; int32_t (*work)(int32_t); } programs[] = {
  {"fib", fib_work}, {"sieve", sieve_work}, {"matmul", matmul_work}, {"mandelbrot", mandelbrot_work},
  {"nbody", nbody_work}, {"collatz", collatz_work}, {"xorshift", xorshift_work}, {"quicksort", quicksort_work},
};

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

int main(void) {
  char name[32];
  int32_t count;
  while (scanf("%31s %" SCNd32, name, &count) == 2) {
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
      if (strcmp(name, programs[i].name) != 0) continue;
      double start = now();
      int32_t checksum = programs[i].work(count);
      printf("%" PRId32 " %.9f\n", checksum, now() - start);
      fflush(stdout);
    }
  }
  return 0;
}
