// A function without parameters around the work of one program, for wasm-interp, which can give none. PROGRAM and COUNT come
// from the command line of the compiler.
#include <stdint.h>

int32_t PROGRAM(int32_t count);

__attribute__((export_name("run"))) int32_t run(void) {
  return PROGRAM(COUNT);
}
