// Counts the primes below 4,000,000, three times over.
const limit = 4000000;
const crossed = new Uint8Array(limit);
function sieve() {
  crossed.fill(0);
  let count = 0;
  for (let i = 2; i < limit; i = (i + 1) | 0) {
    if (crossed[i] !== 0) continue;
    count = (count + 1) | 0;
    for (let j = (i + i) | 0; j < limit; j = (j + i) | 0) crossed[j] = 1;
  }
  return count;
}
console.log(String(sieve() + sieve() + sieve()));
