// The sieve of Eratosthenes: counts the primes below a million.
#include "programs.h"
#include <string.h>

#define LIMIT 1000000

static uint8_t crossed[LIMIT];

static int32_t count_primes(void) {
  int32_t count = 0;
  memset(crossed, 0, sizeof crossed);
  for (int32_t i = 2; i < LIMIT; i++) {
    if (crossed[i]) continue;
    count++;
    for (int32_t j = i + i; j < LIMIT; j += i) crossed[j] = 1;
  }
  return count;
}

int32_t sieve_work(int32_t rounds) {
  int32_t checksum = 0;
  for (int32_t round = 0; round < rounds; round++) checksum += count_primes();
  return checksum;
}
