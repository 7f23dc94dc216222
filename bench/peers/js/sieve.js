// The sieve of Eratosthenes: counts the primes below a million.
const sieve = (() => {
  const LIMIT = 1000000;
  const crossed = new Uint8Array(LIMIT);

  function countPrimes() {
    let count = 0;
    crossed.fill(0);
    for (let i = 2; i < LIMIT; i++) {
      if (crossed[i] !== 0) continue;
      count++;
      for (let j = i + i; j < LIMIT; j += i) crossed[j] = 1;
    }
    return count;
  }

  return (rounds) => {
    let checksum = 0;
    for (let round = 0; round < rounds; round++) checksum += countPrimes();
    return checksum;
  };
})();
