// The loop that gdb records and goes back through: it prints the seconds that so many rounds took.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static volatile int sum;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void work(int rounds) {
  for (int i = 0; i < rounds; i++) sum += i;
}

static void done(void) {
  sum ^= 1;
}

int main(int count, char **words) {
  double start = now();
  work(atoi(words[1]));
  done();
  printf("%.9f\n", now() - start);
  return 0;
}
