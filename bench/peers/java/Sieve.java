// The sieve of Eratosthenes: counts the primes below a million.
import java.util.Arrays;

final class Sieve {
  private static final int LIMIT = 1000000;
  private static final byte[] crossed = new byte[LIMIT];

  private static int countPrimes() {
    int count = 0;
    Arrays.fill(crossed, (byte) 0);
    for (int i = 2; i < LIMIT; i++) {
      if (crossed[i] != 0) continue;
      count++;
      for (int j = i + i; j < LIMIT; j += i) crossed[j] = 1;
    }
    return count;
  }

  static int work(int rounds) {
    int checksum = 0;
    for (int round = 0; round < rounds; round++) checksum += countPrimes();
    return checksum;
  }
}
