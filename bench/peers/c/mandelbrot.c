// The Mandelbrot set.
#include "programs.h"

#define SIZE 100
#define ITERATIONS 200
#define PIXEL (2.0 / 100.0)

static int32_t escape(double c_x, double c_y) {
  double x = 0, y = 0, xx = 0, yy = 0;
  int32_t n = 0;
  do {
    y = (x + x) * y + c_y;
    x = xx - yy + c_x;
    xx = x * x;
    yy = y * y;
    n++;
  } while (xx + yy <= 4 && n < ITERATIONS);
  return n;
}

static int32_t picture(double left) {
  int32_t total = 0;
  for (int32_t row = 0; row < SIZE; row++) {
    double c_y = row * PIXEL - 1;
    for (int32_t column = 0; column < SIZE; column++) total += escape(column * PIXEL + left, c_y);
  }
  return total;
}

int32_t mandelbrot_work(int32_t rounds) {
  int32_t checksum = 0;
  for (int32_t round = 0; round < rounds; round++) checksum += picture(round * 0.0001 - 1.5);
  return checksum;
}
