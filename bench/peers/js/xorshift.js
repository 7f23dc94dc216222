// Marsaglia's generator of random numbers with 32 bits of state.
const xorshift = (() => {
  const NUMBERS = 100000;

  return (rounds) => {
    let x = 2463534242 | 0;
    for (let left = rounds * NUMBERS; left > 0; left--) {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
    }
    return x;
  };
})();
