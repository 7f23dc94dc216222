// Programs written in assembly as compiled code sees them, and machines that run them by a compiler one can look into.
import { assemble } from '../../src/assembler';
import { Compiler, type CompilerOptions } from '../../src/compiler/engine';
import type { MachineOptions } from '../../src/machine/machine';
import type { Machine } from '../../src/machine/machine';
import { defined } from '../../src/base/assert';
import type { VerifiedImage } from '../../src/verifier/verify';
import { launch, verified } from '../witness/machines';

/** The image of a text, which has no errors. */
export function imageOf(text: string): VerifiedImage {
  const { image, diagnostics } = assemble({ path: 'main.sasm', text });
  return verified(defined(image, diagnostics.map(({ row }) => row.code).join()));
}

/** A machine and the compiler that runs it. */
export function compiledMachine(image: VerifiedImage, compiler: CompilerOptions = {}, options: Partial<MachineOptions> = {}): { machine: Machine; compiler: Compiler } {
  let made: Compiler | undefined;
  const machine = launch(image, { ...options, engine: (store, observation) => (made = new Compiler(store, observation, compiler)) });
  return { machine, compiler: defined(made, 'the engine that the machine made') };
}
