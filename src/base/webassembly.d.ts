// The parts of the WebAssembly interface that Strata uses; neither the ES nor the Node type libraries have them, and
// the DOM library would let browser names into the core.
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
  }
}
