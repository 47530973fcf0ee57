/**
 * The command line of the machine: words separated by blanks, quoted by "…" with \" inside. Words before "--" are
 * settings of the library OS (name=value; what a hypervisor adds, like virtio_mmio.device=…, is among them, on
 * either side), words after it the program's arguments. NAME=value words with env. in front are the environment.
 *
 *   ip=10.0.2.15/24 gateway=10.0.2.2 dns=10.0.2.3 env.TZ=UTC -- first "second one"
 */
import { textAt } from "../../kernel/text.ts";
import { commandLineAddress, commandLineBytes } from "./start-info.ts";

const DEVICE_PREFIX = "virtio_mmio.device=";
const ENVIRONMENT_PREFIX = "env.";

let settings: string[] | undefined;
let programWords: string[] | undefined;

export function programName(): string { return ""; }

/** The words after "--". */
export function programArguments(): string[] {
  readWords();
  return (programWords ?? []).slice();
}

export function environment(): Map<string, string> {
  const variables = new Map<string, string>();
  for (const word of readWords()) {
    if (!word.startsWith(ENVIRONMENT_PREFIX)) continue;
    const equals = word.indexOf("=");
    if (equals > 0) variables.set(word.slice(ENVIRONMENT_PREFIX.length, equals), word.slice(equals + 1));
  }
  return variables;
}

export function environmentVariable(name: string): string | undefined { return setting(ENVIRONMENT_PREFIX + name); }

/** The value of the first setting name=value. */
export function setting(name: string): string | undefined {
  const prefix = name + "=";
  for (const word of readWords()) if (word.startsWith(prefix)) return word.slice(prefix.length);
  return undefined;
}

/** All values of virtio_mmio.device=…, in order: "512@0xfeb00e00:12". */
export function deviceSettings(): string[] {
  const devices: string[] = [];
  for (const word of readWords()) if (word.startsWith(DEVICE_PREFIX)) devices.push(word.slice(DEVICE_PREFIX.length));
  return devices;
}

function readWords(): string[] {
  if (settings !== undefined) return settings;
  const found: string[] = [];
  const own: string[] = [];
  let after = false;
  for (const word of splitWords(textAt(commandLineAddress(), commandLineBytes()))) {
    if (word === "--" && !after) after = true;
    else if (!after || word.startsWith(DEVICE_PREFIX)) found.push(word);
    else own.push(word);
  }
  settings = found;
  programWords = own;
  return found;
}

/** Splits by blanks; quotes may be anywhere in a word. */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word = "";
  let inWord = false;
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (c === "\\" && quoted && line[i + 1] === '"') { word += '"'; i++; continue; }
    if (c === '"') { quoted = !quoted; inWord = true; continue; }
    if (!quoted && (c === " " || c === "\t" || c === "\n")) {
      if (inWord) words.push(word);
      word = "";
      inWord = false;
      continue;
    }
    word += c;
    inWord = true;
  }
  if (inWord) words.push(word);
  return words;
}
