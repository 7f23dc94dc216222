// Marsaglia's generator of random numbers with 32 bits of state.
final class Xorshift {
  private static final int NUMBERS = 100000;

  static int work(int rounds) {
    int x = (int) 2463534242L;
    for (int left = rounds * NUMBERS; left > 0; left--) {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
    }
    return x;
  }
}
