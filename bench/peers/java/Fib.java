// Fibonacci numbers by recursion.
final class Fib {
  private static int fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
  }

  static int work(int n) {
    return fib(n);
  }
}
