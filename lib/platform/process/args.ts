/**
 * What Linux put on the initial stack: argc, argv[argc], 0, environment…, 0, auxiliary vector.
 * @spec System V ABI AMD64 §3.4.1
 */
import { terminatedBytes, textAt } from "../../kernel/text.ts";
import { load8, loadSize } from "../../sys/intrinsics.ts";
import type { u32, usize } from "../../sys/types.ts";

const EQUALS = 0x3d;
let block: usize = 0;

/** Remembers the block; called once by start(). */
export function adoptArguments(initialStack: usize): void {
  "use no-alloc";
  block = initialStack;
}

/** How the program was called: argv[0]. */
export function programName(): string {
  return loadSize(block) === 0 ? "" : stringAt(loadSize(block, 8));
}

/** The arguments after the program's name. */
export function programArguments(): string[] {
  const count: usize = loadSize(block);
  const list: string[] = [];
  for (let i: usize = 1; i < count; i = i + 1) list.push(stringAt(loadSize(block, 8 + 8 * i)));
  return list;
}

/** The environment, in its order; entries without "=" are left out. */
export function environment(): Map<string, string> {
  const variables = new Map<string, string>();
  let slot: usize = environmentStart();
  for (let entry = loadSize(slot); entry !== 0; entry = loadSize(slot)) {
    const bytes = terminatedBytes(entry);
    const split = nameBytes(entry, bytes);
    if (split < bytes) variables.set(textAt(entry, split), textAt(entry + split + 1, bytes - split - 1));
    slot = slot + 8;
  }
  return variables;
}

/** One variable of the environment, without reading the others. */
export function environmentVariable(name: string): string | undefined {
  let slot: usize = environmentStart();
  for (let entry = loadSize(slot); entry !== 0; entry = loadSize(slot)) {
    const bytes = terminatedBytes(entry);
    if (startsWith(entry, bytes, name)) return textAt(entry + name.length + 1, bytes - name.length - 1);
    slot = slot + 8;
  }
  return undefined;
}

/** Without a heap: the address of the value of the variable `prefix` (with "="), zero-terminated; 0: there is none. */
export function findVariable(prefix: usize, bytes: usize): usize {
  "use no-alloc";
  let slot: usize = environmentStart();
  for (let entry = loadSize(slot); entry !== 0; entry = loadSize(slot)) {
    let equal: usize = 0;
    while (equal < bytes && load8(entry, equal) === load8(prefix, equal)) equal = equal + 1;
    if (equal === bytes) return entry + bytes;
    slot = slot + 8;
  }
  return 0;
}

function environmentStart(): usize {
  "use no-alloc";
  return block + 16 + 8 * loadSize(block);
}

function stringAt(address: usize): string { return textAt(address, terminatedBytes(address)); }

function nameBytes(entry: usize, bytes: usize): usize {
  "use no-alloc";
  let n: usize = 0;
  while (n < bytes && load8(entry, n) !== EQUALS) n = n + 1;
  return n;
}

/** Whether the entry is `name=…`; names are ASCII. */
function startsWith(entry: usize, bytes: usize, name: string): boolean {
  const length: u32 = name.length;
  if (bytes <= length || load8(entry, length) !== EQUALS) return false;
  for (let i: u32 = 0; i < length; i = i + 1) if (load8(entry, i) !== name.charCodeAt(i)) return false;
  return true;
}
