// Hoare's quicksort.
final class Quicksort {
  private static final int COUNT = 50000;
  private static final int SAMPLE = 1000;
  private static final int[] numbers = new int[COUNT];

  private static int shuffle(int seed) {
    for (int i = 0; i < COUNT; i++) {
      seed = (seed * 3877 + 29573) % 139968;
      numbers[i] = seed;
    }
    return seed;
  }

  private static void sort(int low, int high) {
    int i = low, j = high, pivot = numbers[(low + high) >> 1];
    do {
      while (numbers[i] < pivot) i++;
      while (numbers[j] > pivot) j--;
      if (i > j) break;
      int number = numbers[i];
      numbers[i++] = numbers[j];
      numbers[j--] = number;
    } while (i <= j);
    if (low < j) sort(low, j);
    if (i < high) sort(i, high);
  }

  private static int digest(int checksum) {
    for (int i = 0; i < COUNT; i += SAMPLE) checksum = (checksum * 31 + numbers[i]) % 1000003;
    return checksum;
  }

  static int work(int rounds) {
    int seed = 42, checksum = 0;
    for (int round = 0; round < rounds; round++) {
      seed = shuffle(seed);
      sort(0, COUNT - 1);
      checksum = digest(checksum);
    }
    return checksum;
  }
}
