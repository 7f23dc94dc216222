// Runs the programs of the suite on request, after their texts in one script: reads lines of a name and a work count, answers
// each with the checksum and the seconds that the work took. `readLine`, `writeLine` and `now_s` come from the engine's own
// beginning: node.js or quickjs.js.
const programs = { fib, sieve, matmul, mandelbrot, nbody, collatz, xorshift, quicksort };

for (let line = readLine(); line !== undefined; line = readLine()) {
  const [name, count] = line.split(' ');
  const start_s = now_s();
  const checksum = programs[name](Number(count));
  writeLine(`${checksum} ${now_s() - start_s}`);
}
