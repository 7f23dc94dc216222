// The loop whose conditional breakpoint gdb and we are asked about: it prints the seconds that so many rounds took.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int count, char **words) {
  int rounds = atoi(words[1]);
  double start = now();
  for (int i = 0; i < rounds;) {
    i++; // the breakpoint
  }
  printf("%.9f\n", now() - start);
  return 0;
}
