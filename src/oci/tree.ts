// What a container sees: layers laid over one another, with whiteouts applied as the OCI image specification says.
import type { TarEntry } from './tar';
import { comparePaths, folderOfPath, nameOfPath, OPAQUE, parentsOf, WHITEOUT } from './paths';

/** Files and folders by path. A folder that only the path of something in it names is there, too. */
export type Tree = ReadonlyMap<string, TarEntry>;

const FOLDER_MODE = 0o755;

/** The tree of layers, lowest first. */
export function treeOf(layers: readonly (readonly TarEntry[])[]): Tree {
  return layers.reduce<Tree>(applyLayer, new Map());
}

/** The tree with one layer more. Whiteouts hide only what lies below the layer, wherever in it they stand. */
export function applyLayer(below: Tree, layer: readonly TarEntry[]): Tree {
  const tree = new Map(below);
  for (const { path } of layer) hide(tree, path);
  for (const entry of layer) {
    if (!nameOfPath(entry.path).startsWith(WHITEOUT)) place(tree, entry);
  }
  return tree;
}

/** What the whiteout at a path hides; any other path hides nothing. */
function hide(tree: Map<string, TarEntry>, path: string): void {
  const folder = folderOfPath(path), name = nameOfPath(path);
  if (name === OPAQUE) removeBelow(tree, folder);
  else if (name.startsWith(WHITEOUT)) remove(tree, join(folder, name.slice(WHITEOUT.length)));
}

function place(tree: Map<string, TarEntry>, entry: TarEntry): void {
  for (const path of parentsOf(entry.path)) {
    if (tree.get(path)?.kind !== 'folder') tree.set(path, { path, kind: 'folder', mode: FOLDER_MODE, bytes: new Uint8Array(0) });
  }
  if (entry.kind === 'file') removeBelow(tree, entry.path);
  tree.set(entry.path, entry);
}

function remove(tree: Map<string, TarEntry>, path: string): void {
  tree.delete(path);
  removeBelow(tree, path);
}

function removeBelow(tree: Map<string, TarEntry>, folder: string): void {
  for (const path of [...tree.keys()]) {
    if (folder === '' || path.startsWith(`${folder}/`)) tree.delete(path);
  }
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The entries of a layer: those given, the folders above them, and nothing else, in the one order that layers have. */
export function layerOf(entries: readonly TarEntry[]): TarEntry[] {
  const all = new Map<string, TarEntry>();
  for (const { path } of entries) {
    for (const parent of parentsOf(path)) all.set(parent, { path: parent, kind: 'folder', mode: FOLDER_MODE, bytes: new Uint8Array(0) });
  }
  for (const entry of entries) all.set(entry.path, entry);
  return [...all.values()].sort((a, b) => comparePaths(a.path, b.path));
}

/** The layer that deletes a path, or all that is in a folder (`''`: in the root). */
export function deletionLayer(path: string, onlyContents: boolean): TarEntry[] {
  const hidden = onlyContents ? join(path, OPAQUE) : join(folderOfPath(path), WHITEOUT + nameOfPath(path));
  return layerOf([{ path: hidden, kind: 'file', mode: 0o644, bytes: new Uint8Array(0) }]);
}
