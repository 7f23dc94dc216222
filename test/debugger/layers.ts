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

/**
 * The smallest hypervisor by trap and emulate, for one kernel with one process: what the kernel may not do itself the root does for it.
 * The process is a sibling of its kernel, in a window inside the kernel's.
 */
export const TRAP_AND_EMULATE = {
  'hypervisor.sasm': `memory 65536
embed kernel "kernel.sasm"
const base = 16384
data process = i32 0
func operand (k: i32, i: i32) -> i32
  get k field.operand0 get i add ctx.get ret
end
func emulate (k: i32) -> i32
  local op: i32
  get k field.opcode ctx.get set op
  get op op.image.load eq jumpnz loads
  get op op.ctx.new eq jumpnz makes
  get op op.resume eq jumpnz resumes
  get op op.ctx.get eq jumpnz looks
  get op op.ctx.set eq jumpnz changes
  port.console get k 1 call operand out
  0 ret
loads:
  get k 0 call operand base add  get k 1 call operand  image.load ret
makes:
  process  get k 0 call operand  get k 1 call operand base add  get k 2 call operand  mode.user ctx.new  store
  1 ret
resumes:
  process load  get k 1 call operand  resume ret
looks:
  process load  get k 1 call operand  ctx.get ret
changes:
  process load  get k 1 call operand  get k 2 call operand  ctx.set ret
end
entry func main
  local k: i32, answer: i32
  kernel kernel.size image.load base 32768 mode.user ctx.new set k
again:
  get k -1 resume
  cause.privileged ne jumpnz done
  get k call emulate set answer
  get k field.result get answer ctx.set drop
  jump again
done:
  ret
end
`,
  'kernel.sasm': `memory 32768
embed process "process.sasm"
entry func main
  local c: i32
  process process.size image.load 16384 4096 mode.user ctx.new set c
again:
  get c -1 resume
  cause.sys ne jumpnz done
  port.console get c field.operand0 ctx.get out
  get c field.result 0 ctx.set drop
  jump again
done:
  ret
end
`,
  'process.sasm': `memory 4096
entry func main
  65 sys 16 (i32)
  66 sys 16 (i32)
  ret
end
`,
};
