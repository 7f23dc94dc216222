// Hoare's quicksort.
const quicksort = (() => {
  const COUNT = 50000, SAMPLE = 1000;
  const numbers = new Int32Array(COUNT);

  function shuffle(seed) {
    for (let i = 0; i < COUNT; i++) {
      seed = (seed * 3877 + 29573) % 139968;
      numbers[i] = seed;
    }
    return seed;
  }

  function sort(low, high) {
    const pivot = numbers[(low + high) >> 1];
    let i = low, j = high;
    do {
      while (numbers[i] < pivot) i++;
      while (numbers[j] > pivot) j--;
      if (i > j) break;
      const number = numbers[i];
      numbers[i++] = numbers[j];
      numbers[j--] = number;
    } while (i <= j);
    if (low < j) sort(low, j);
    if (i < high) sort(i, high);
  }

  function digest(checksum) {
    for (let i = 0; i < COUNT; i += SAMPLE) checksum = (checksum * 31 + numbers[i]) % 1000003;
    return checksum;
  }

  return (rounds) => {
    let seed = 42, checksum = 0;
    for (let round = 0; round < rounds; round++) {
      seed = shuffle(seed);
      sort(0, COUNT - 1);
      checksum = digest(checksum);
    }
    return checksum;
  };
})();
