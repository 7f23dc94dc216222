// Hoare's quicksort.
#include "programs.h"

#define COUNT 50000
#define SAMPLE 1000

static int32_t numbers[COUNT];

static int32_t shuffle(int32_t seed) {
  for (int32_t i = 0; i < COUNT; i++) {
    seed = (seed * 3877 + 29573) % 139968;
    numbers[i] = seed;
  }
  return seed;
}

static void sort(int32_t low, int32_t high) {
  int32_t i = low, j = high, pivot = numbers[(low + high) >> 1];
  do {
    while (numbers[i] < pivot) i++;
    while (numbers[j] > pivot) j--;
    if (i > j) break;
    int32_t number = numbers[i];
    numbers[i++] = numbers[j];
    numbers[j--] = number;
  } while (i <= j);
  if (low < j) sort(low, j);
  if (i < high) sort(i, high);
}

static int32_t digest(int32_t checksum) {
  for (int32_t i = 0; i < COUNT; i += SAMPLE) checksum = (checksum * 31 + numbers[i]) % 1000003;
  return checksum;
}

int32_t quicksort_work(int32_t rounds) {
  int32_t seed = 42, checksum = 0;
  for (int32_t round = 0; round < rounds; round++) {
    seed = shuffle(seed);
    sort(0, COUNT - 1);
    checksum = digest(checksum);
  }
  return checksum;
}
