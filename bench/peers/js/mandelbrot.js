// The Mandelbrot set.
const mandelbrot = (() => {
  const SIZE = 100, ITERATIONS = 200, PIXEL = 2.0 / 100.0;

  function escape(cX, cY) {
    let x = 0, y = 0, xx = 0, yy = 0, n = 0;
    do {
      y = (x + x) * y + cY;
      x = xx - yy + cX;
      xx = x * x;
      yy = y * y;
      n++;
    } while (xx + yy <= 4 && n < ITERATIONS);
    return n;
  }

  function picture(left) {
    let total = 0;
    for (let row = 0; row < SIZE; row++) {
      const cY = row * PIXEL - 1;
      for (let column = 0; column < SIZE; column++) total += escape(column * PIXEL + left, cY);
    }
    return total;
  }

  return (rounds) => {
    let checksum = 0;
    for (let round = 0; round < rounds; round++) checksum += picture(round * 0.0001 - 1.5);
    return checksum;
  };
})();
