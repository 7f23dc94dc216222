// Collatz's problem.
final class Collatz {
  private static final int NUMBERS = 10000;

  private static int stepsFrom(int first) {
    int steps = 0;
    for (int start = first; start < first + NUMBERS; start++) {
      for (int n = start; n != 1; steps++) n = (n & 1) != 0 ? n * 3 + 1 : n >>> 1;
    }
    return steps;
  }

  static int work(int rounds) {
    int checksum = 0;
    for (int round = 1; round <= rounds; round++) checksum += stepsFrom(round);
    return checksum;
  }
}
