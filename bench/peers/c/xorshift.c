// Marsaglia's generator of random numbers with 32 bits of state.
#include "programs.h"

#define NUMBERS 100000

int32_t xorshift_work(int32_t rounds) {
  uint32_t x = 2463534242u;
  for (int32_t left = rounds * NUMBERS; left > 0; left--) {
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
  }
  return (int32_t)x;
}
