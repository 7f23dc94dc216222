// Runs the suite that clang made a WebAssembly module of, on request: reads lines of a name and a work count, answers each
// with the checksum and the seconds that the work took. It follows node.js in one script; its argument is the module.
const { readFileSync } = require('node:fs');

const { exports: programs } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(process.argv[2])));

for (let line = readLine(); line !== undefined; line = readLine()) {
  const [name, count] = line.split(' ');
  const start_s = now_s();
  const checksum = programs[`${name}_work`](Number(count));
  writeLine(`${checksum} ${now_s() - start_s}`);
}
