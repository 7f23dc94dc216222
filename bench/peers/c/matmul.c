// Matrix multiplication.
#include "programs.h"

#define SIDE 120
#define CELLS (SIDE * SIDE)

static double left[CELLS], right[CELLS], product[CELLS];

static void fill_matrices(void) {
  for (int32_t i = 0; i < CELLS; i++) {
    left[i] = i * 7 % 13 - 6;
    right[i] = i * 5 % 11 - 5;
  }
}

static void multiply(void) {
  for (int32_t row = 0; row < SIDE; row++) {
    for (int32_t column = 0; column < SIDE; column++) {
      double sum = 0;
      for (int32_t k = 0; k < SIDE; k++) sum += left[row * SIDE + k] * right[k * SIDE + column];
      product[row * SIDE + column] = sum;
    }
  }
}

static int32_t diagonal(void) {
  double sum = 0;
  for (int32_t i = 0; i < CELLS; i += SIDE + 1) sum += product[i];
  return (int32_t)sum;
}

int32_t matmul_work(int32_t rounds) {
  int32_t checksum = 0;
  fill_matrices();
  for (int32_t round = 0; round < rounds; round++) {
    left[round] += 1;
    multiply();
    checksum += diagonal();
  }
  return checksum;
}
