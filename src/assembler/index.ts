// The assembler as the rest of Strata sees it.
export { assemble, assembleSteps, type Assembly } from './assemble';
export type { Files, Request } from './sources';
export { parse, parseSteps, reparse, type Change } from './syntax/parse';
export { Node, SyntaxTree, Part, type Region, type SyntaxProblem } from './syntax/tree';
export { format, formatText } from './format';
export { disassemble, disassembleImage } from './disassemble';
export { floatText, instructionText, InstructionPrinter } from './instruction-text';
