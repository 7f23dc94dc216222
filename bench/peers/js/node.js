// What the suite needs of node.
const { readSync, writeSync } = require('node:fs');

let unread = '';
function readLine() {
  const bytes = Buffer.alloc(1024);
  while (!unread.includes('\n')) {
    const length = readSync(0, bytes);
    if (length === 0) return undefined;
    unread += bytes.toString('latin1', 0, length);
  }
  const end = unread.indexOf('\n'), line = unread.slice(0, end);
  unread = unread.slice(end + 1);
  return line;
}

const writeLine = (line) => writeSync(1, `${line}\n`);
const now_s = () => performance.now() / 1000;
