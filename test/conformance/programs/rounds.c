// Ten rounds of a loop that calls a function; prints 90 and ends with exit code 3.
#include <stdio.h>

static int twice(int value) {
  return value + value;
}

int main(void) {
  int total = 0;
  for (int count = 0; count < 10; count++) {
    total += twice(count);
  }
  printf("%d\n", total);
  return 3;
}
