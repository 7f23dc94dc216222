// Collatz's problem.
#include "programs.h"

#define NUMBERS 10000

static int32_t steps_from(int32_t first) {
  int32_t steps = 0;
  for (int32_t start = first; start < first + NUMBERS; start++) {
    for (uint32_t n = start; n != 1; steps++) n = n & 1 ? n * 3 + 1 : n >> 1;
  }
  return steps;
}

int32_t collatz_work(int32_t rounds) {
  int32_t checksum = 0;
  for (int32_t round = 1; round <= rounds; round++) checksum += steps_from(round);
  return checksum;
}
