// Matrix multiplication.
final class Matmul {
  private static final int SIDE = 120;
  private static final int CELLS = SIDE * SIDE;
  private static final double[] left = new double[CELLS], right = new double[CELLS], product = new double[CELLS];

  private static void fillMatrices() {
    for (int i = 0; i < CELLS; i++) {
      left[i] = i * 7 % 13 - 6;
      right[i] = i * 5 % 11 - 5;
    }
  }

  private static void multiply() {
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double sum = 0;
        for (int k = 0; k < SIDE; k++) sum += left[row * SIDE + k] * right[k * SIDE + column];
        product[row * SIDE + column] = sum;
      }
    }
  }

  private static int diagonal() {
    double sum = 0;
    for (int i = 0; i < CELLS; i += SIDE + 1) sum += product[i];
    return (int) sum;
  }

  static int work(int rounds) {
    int checksum = 0;
    fillMatrices();
    for (int round = 0; round < rounds; round++) {
      left[round] += 1;
      multiply();
      checksum += diagonal();
    }
    return checksum;
  }
}
