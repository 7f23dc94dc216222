// Programs of several layers for tests of the debugger.

/** A process that prints 1, 2, 3 through its parent. */
export const COUNTER = `memory 4096
entry func main
  local i: i32
next:
  get i 1 add tee i
  sys print
  get i 3 lt jumpnz next
  ret
end
`;

/** A kernel above one process: serves \`print\`, drops the process when it ends. */
export const KERNEL = `memory 65536
embed child "child.sasm"
entry func main
  local c: i32, cause: i32
  child child.size image.load 16384 4096 mode.user ctx.new set c
again:
  get c -1
  resume
  set cause
  get cause cause.sys ne jumpnz finish
  get c field.operand0 ctx.get sys print
  get c field.result 0 ctx.set drop
  jump again
finish:
  get c ctx.drop
  ret
end
`;

/** The kernel and its process. */
export const KERNEL_AND_COUNTER = { 'kernel.sasm': KERNEL, 'child.sasm': COUNTER };

/** A hypervisor in guest mode, as often as wanted above each other, and at the bottom a process. */
export function tower(levels: number, process: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (let level = 0; level < levels; level++) {
    const inner = level + 1 === levels ? 'process.sasm' : `level${level + 1}.sasm`;
    files[`level${level}.sasm`] = `memory ${65_536 - level * 16_384}
embed inner "${inner}"
entry func main
  local c: i32
  inner inner.size image.load ${level + 1 === levels ? 8192 : 16_384} ${level + 1 === levels ? 4096 : 65_536 - (level + 1) * 16_384} mode.${level + 1 === levels ? 'user' : 'guest'} ctx.new set c
again:
  get c -1 resume
  cause.sys ne jumpnz finish
  get c field.operand0 ctx.get sys print
  get c field.result 0 ctx.set drop
  jump again
finish:
  ret
end
`;
  }
  return { ...files, 'process.sasm': process };
}
