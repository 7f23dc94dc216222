// The parts of the WebAssembly interface that Strata uses; neither the ES nor the Node type libraries have them, and
// the DOM library would let browser names into the core.
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
  }

  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
    private readonly isModule: true;
  }

  type Imports = Readonly<Record<string, Readonly<Record<string, Memory | Table>>>>;
  type Exports = Readonly<Record<string, (...args: number[]) => number>>;

  class Instance {
    constructor(module: Module, imports: Imports);
    readonly exports: Exports;
  }

  class Table {
    constructor(descriptor: { element: 'anyfunc'; initial: number });
    get(index: number): ((...args: number[]) => number) | null;
    set(index: number, value: ((...args: number[]) => number) | null): void;
  }

  class CompileError extends Error {}

  function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>;
}
