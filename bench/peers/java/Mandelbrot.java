// The Mandelbrot set.
final class Mandelbrot {
  private static final int SIZE = 100;
  private static final int ITERATIONS = 200;
  private static final double PIXEL = 2.0 / 100.0;

  private static int escape(double cX, double cY) {
    double x = 0, y = 0, xx = 0, yy = 0;
    int n = 0;
    do {
      y = (x + x) * y + cY;
      x = xx - yy + cX;
      xx = x * x;
      yy = y * y;
      n++;
    } while (xx + yy <= 4 && n < ITERATIONS);
    return n;
  }

  private static int picture(double left) {
    int total = 0;
    for (int row = 0; row < SIZE; row++) {
      double cY = row * PIXEL - 1;
      for (int column = 0; column < SIZE; column++) total += escape(column * PIXEL + left, cY);
    }
    return total;
  }

  static int work(int rounds) {
    int checksum = 0;
    for (int round = 0; round < rounds; round++) checksum += picture(round * 0.0001 - 1.5);
    return checksum;
  }
}
