// Counts for ever.
int main(void) {
  volatile unsigned count = 0;
  for (;;) {
    count++;
  }
}
