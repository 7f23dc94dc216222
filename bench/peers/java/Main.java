// Runs the programs of the suite on request: reads lines of a name and a work count, answers each with the checksum and the
// seconds that the work took.
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

final class Main {
  private static int work(String name, int count) {
    switch (name) {
      case "fib": return Fib.work(count);
      case "sieve": return Sieve.work(count);
      case "matmul": return Matmul.work(count);
      case "mandelbrot": return Mandelbrot.work(count);
      case "nbody": return Nbody.work(count);
      case "collatz": return Collatz.work(count);
      case "xorshift": return Xorshift.work(count);
      case "quicksort": return Quicksort.work(count);
      default: throw new IllegalArgumentException(name);
    }
  }

  public static void main(String[] arguments) throws IOException {
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split(" ");
      long start = System.nanoTime();
      int checksum = work(words[0], Integer.parseInt(words[1]));
      System.out.println(checksum + " " + (System.nanoTime() - start) / 1e9);
    }
  }
}
