// The loop whose conditional breakpoint node's inspector is asked about, in a session of the process's own: the condition is
// never true, so nothing stops, and it is V8 that evaluates it as for any client. Prints the seconds that so many rounds took.
const { Session } = require('node:inspector');

const session = new Session();
session.connect();

function post(method, parameters) {
  let answer;
  session.post(method, parameters, (trouble, result) => {
    if (trouble) throw trouble;
    answer = result;
  });
  return answer;
}

post('Debugger.enable');
const line = loop.toString().split('\n').findIndex((text) => text.includes('the breakpoint'));
const first = require('node:fs').readFileSync(__filename, 'utf8').split('\n').findIndex((text) => text.startsWith('function loop'));
const { locations } = post('Debugger.setBreakpointByUrl', { url: `file://${__filename}`, lineNumber: first + line, condition: process.argv[3] });
if (locations.length !== 1) throw new Error('the breakpoint has no place');

function loop(rounds) {
  for (let i = 0; i < rounds;) {
    i++; // the breakpoint
  }
}

const start_s = performance.now() / 1000;
loop(Number(process.argv[2]));
console.log(performance.now() / 1000 - start_s);
