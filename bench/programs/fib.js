// The 35th Fibonacci number, by recursion.
function fib(n) {
  return n < 2 ? n : (fib(n - 1) + fib(n - 2)) | 0;
}
console.log(String(fib(35)));
