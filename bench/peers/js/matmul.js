// Matrix multiplication.
const matmul = (() => {
  const SIDE = 120, CELLS = SIDE * SIDE;
  const left = new Float64Array(CELLS), right = new Float64Array(CELLS), product = new Float64Array(CELLS);

  function fillMatrices() {
    for (let i = 0; i < CELLS; i++) {
      left[i] = i * 7 % 13 - 6;
      right[i] = i * 5 % 11 - 5;
    }
  }

  function multiply() {
    for (let row = 0; row < SIDE; row++) {
      for (let column = 0; column < SIDE; column++) {
        let sum = 0;
        for (let k = 0; k < SIDE; k++) sum += left[row * SIDE + k] * right[k * SIDE + column];
        product[row * SIDE + column] = sum;
      }
    }
  }

  function diagonal() {
    let sum = 0;
    for (let i = 0; i < CELLS; i += SIDE + 1) sum += product[i];
    return sum | 0;
  }

  return (rounds) => {
    let checksum = 0;
    fillMatrices();
    for (let round = 0; round < rounds; round++) {
      left[round] += 1;
      multiply();
      checksum += diagonal();
    }
    return checksum;
  };
})();
