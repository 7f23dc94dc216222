// The engines of the suite: how each is built and started, and what to install where it is missing. Ours come first; all the
// others are compared with the first.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineName } from '../machines';
import { SUITE, type Sample } from './programs';
import { buildQuickjs } from './quickjs';
import { build, find, folderFor, SOURCES, versionOf } from './tools';
import { buildModule, WasmInterp } from './wasm';
import { Worker } from './worker';

/** An engine that is ready for work. */
export interface Engine {
  run(program: string, count: number): Promise<Sample>;
  close(): void;
}

/** An engine, and what it is called in tables and ratios. */
export interface Peer {
  readonly name: string;
  /** Does the small work counts. */
  readonly slow: boolean;
  /** How often it does the whole work before it counts, beside the small work: compilers work while a program runs. */
  readonly warmups: number;
  /** What to install where it is missing. */
  readonly install: string;
  /** Undefined where something is missing. */
  start(): { readonly version: string; readonly engine: Engine } | undefined;
}

const NAMES = SUITE.map(({ name }) => name);

/** Ours as one of the workers that ours.ts describes. */
function ours(name: string, window: string, observer: string, engine: EngineName, slow: boolean): Peer {
  const script = join(__dirname, 'ours.js');
  const start: Peer['start'] = () => ({
    version: `node ${process.version}`, engine: new Worker(process.execPath, [script, window, observer, engine]),
  });
  return { name, slow, warmups: 2, install: '', start };
}

/** @param engine what runs the first two; the interpreter does the small work counts */
export function allOurs(engine: EngineName): readonly Peer[] {
  const slow = engine === 'interpreter';
  return [
    ours('strata', 'child', 'debugger', engine, slow),
    ours('strata-root', 'root', 'debugger', engine, slow),
    ours('strata-plain', 'root', 'plain', engine, slow),
    ours('strata-interpreter', 'root', 'plain', 'interpreter', true),
  ];
}

function startGcc(): ReturnType<Peer['start']> {
  const gcc = find('gcc');
  if (gcc === undefined) return undefined;
  const program = join(folderFor('gcc'), 'suite');
  const files = ['main', ...NAMES].map((name) => join(SOURCES, 'c', `${name}.c`));
  build(gcc, ['-O2', '-ffp-contract=off', ...files, '-o', program, '-lm']);
  return { version: versionOf(gcc), engine: new Worker(program, []) };
}

let classes: string | undefined;

/** The folder of Java's classes; both ways to run them have the same. */
function classesOf(javac: string): string {
  if (classes !== undefined) return classes;
  const folder = folderFor('java');
  const files = ['main', ...NAMES].map((name) => join(SOURCES, 'java', `${name[0].toUpperCase()}${name.slice(1)}.java`));
  build(javac, ['-d', folder, ...files]);
  return classes = folder;
}

function startJava(...options: readonly string[]): ReturnType<Peer['start']> {
  const java = find('java'), javac = find('javac');
  if (java === undefined || javac === undefined) return undefined;
  return { version: versionOf(java, '-version'), engine: new Worker(java, [...options, '-cp', classesOf(javac), 'Main']) };
}

function startScript(command: string | undefined, script: string, version = '--version'): ReturnType<Peer['start']> {
  if (command === undefined) return undefined;
  return { version: versionOf(command, version), engine: new Worker(command, [script]) };
}

/** One script of several; a worker of node's is started with it. */
function joined(peer: string, parts: readonly string[]): string {
  const script = join(folderFor(peer), 'main.js');
  writeFileSync(script, parts.map((part) => readFileSync(join(SOURCES, part), 'utf8')).join('\n'));
  return script;
}

function startNode(): ReturnType<Peer['start']> {
  const script = joined('node', ['js/node.js', ...NAMES.map((name) => `js/${name}.js`), 'js/main.js']);
  return { version: `node ${process.version}`, engine: new Worker(process.execPath, [script]) };
}

function startClang(): ReturnType<Peer['start']> {
  const clang = find('clang');
  if (clang === undefined || find('wasm-ld') === undefined) return undefined;
  const script = joined('wasm', ['js/node.js', 'wasm/main.js']);
  return { version: `${versionOf(clang)}, node ${process.version}`, engine: new Worker(process.execPath, [script, buildModule(clang)]) };
}

function startWasmInterp(): ReturnType<Peer['start']> {
  const command = find('wasm-interp'), clang = find('clang');
  if (command === undefined || clang === undefined || find('wasm-ld') === undefined) return undefined;
  return { version: `wabt ${versionOf(command)}`, engine: new WasmInterp(command, clang) };
}

function startQuickjs(): ReturnType<Peer['start']> {
  const gcc = find('gcc'), npm = find('npm');
  if (gcc === undefined || npm === undefined) return undefined;
  const scripts = [...NAMES, 'main'].map((name) => join(SOURCES, 'js', `${name}.js`));
  return { version: 'QuickJS 2021-03-27 of qjsc@0.3.0, gcc -O2', engine: new Worker(buildQuickjs(gcc, npm), scripts) };
}

const FAST = { slow: false, warmups: 1 };
const SLOW = { slow: true, warmups: 0 };

export const PEERS: readonly Peer[] = [
  { name: 'gcc-O2', ...FAST, install: 'gcc', start: startGcc },
  { name: 'java-C2', slow: false, warmups: 2, install: 'openjdk-17-jdk-headless', start: () => startJava() },
  { name: 'java-Xint', ...SLOW, install: 'openjdk-17-jdk-headless', start: () => startJava('-Xint') },
  { name: 'lua5.4', ...SLOW, install: 'lua5.4', start: () => startScript(find('lua5.4'), join(SOURCES, 'lua', 'main.lua'), '-v') },
  { name: 'quickjs', ...SLOW, install: 'gcc, npm', start: startQuickjs },
  { name: 'cpython', ...SLOW, install: 'python3', start: () => startScript(find('python3'), join(SOURCES, 'python', 'main.py')) },
  { name: 'luajit', ...FAST, install: 'luajit', start: () => startScript(find('luajit'), join(SOURCES, 'lua', 'main.lua'), '-v') },
  { name: 'node', ...FAST, install: 'node', start: startNode },
  { name: 'clang-wasm', ...FAST, install: 'clang, lld', start: startClang },
  { name: 'wasm-interp', ...SLOW, install: 'wabt, clang, lld', start: startWasmInterp },
];

/** Those whose ratios there must be. */
export const REQUIRED: readonly string[] = PEERS.slice(0, 6).map(({ name }) => name);
