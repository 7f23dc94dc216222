// Collatz's problem.
const collatz = (() => {
  const NUMBERS = 10000;

  function stepsFrom(first) {
    let steps = 0;
    for (let start = first; start < first + NUMBERS; start++) {
      for (let n = start; n !== 1; steps++) n = (n & 1) !== 0 ? (Math.imul(n, 3) + 1) | 0 : n >>> 1;
    }
    return steps;
  }

  return (rounds) => {
    let checksum = 0;
    for (let round = 1; round <= rounds; round++) checksum += stepsFrom(round);
    return checksum;
  };
})();
