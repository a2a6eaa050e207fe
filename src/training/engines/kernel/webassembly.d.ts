// The little of WebAssembly's interface that we use: neither `ES2022` nor Node's types hold it.
declare namespace WebAssembly {
  /** A compiled module. */
  class Module {
    #module: never;
  }
  class Instance {
    constructor(module: Module, imports: object);
    readonly exports: Record<string, unknown>;
  }
  class Memory {
    readonly buffer: ArrayBuffer;
    /** @throws RangeError where there is no more memory */
    grow(pages: number): number;
  }
  class Global {
    value: number;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
}

declare module '*.wasm' {
  const bytes: Uint8Array;
  export default bytes;
}
