// Fibonacci numbers by recursion.
#include "programs.h"

static int32_t fib(int32_t n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

int32_t fib_work(int32_t n) {
  return fib(n);
}
