// Adds the numbers from 60,000,000 down to 1, wrapping.
function main() {
  let i = 60000000, sum = 0;
  do {
    sum = (sum + i) | 0;
    i = (i - 1) | 0;
  } while (i !== 0);
  return sum;
}
console.log(String(main()));
