/**
 * Domain names (RFC 1035 §2.3.4, §3.1, §4.1.4). A name is its wire form as a latin1 string, each label after its length:
 * "\x03www\x07example\x03com\0". So it is compared as a string once its letters are small, and its suffixes are its ancestors.
 */
export type Name = string;

export const ROOT: Name = "\0";
const NAME_BYTES_MAX = 255, LABEL_BYTES_MAX = 63;
const POINTER = 0xc0;
const POINTERS_MAX = 32;

/** The same name for look-ups: names don't depend on the case of ASCII letters. Lengths are never letters. */
export function lowerName(name: Name): Name {
  return /[A-Z]/.test(name) ? name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : name;
}

/** The name without its first label; undefined for the root. */
export function parentName(name: Name): Name | undefined {
  return name === ROOT ? undefined : name.slice(1 + name.charCodeAt(0));
}

/** Whether the (lower) name is `ancestor` or below it. */
export function isWithin(name: Name, ancestor: Name): boolean {
  for (let at: Name | undefined = name; at !== undefined; at = parentName(at)) if (at === ancestor) return true;
  return false;
}

/** The name of a text like "www" or "www.example.com."; without a last dot it is below `origin`. Throws on what is no name. */
export function nameOfText(text: string, origin: Name): Name {
  if (text === "@") return origin;
  if (text === ".") return ROOT;
  const absolute = /(?<!\\)\.$/.test(text);
  let name = "";
  for (const label of (absolute ? text.slice(0, -1) : text).split(/(?<!\\)\./)) {
    const plain = label.replace(/\\(\d{3})|\\(.)/g, (_, code: string | undefined, other: string | undefined) => code === undefined ? other ?? "" : String.fromCharCode(Number(code)));
    if (plain.length < 1 || plain.length > LABEL_BYTES_MAX) throw new Error(`"${text}" is not a domain name`);
    name += String.fromCharCode(plain.length) + plain;
  }
  name += absolute ? ROOT : origin;
  if (name.length > NAME_BYTES_MAX) throw new Error(`"${text}" is too long for a domain name`);
  return name;
}

/** The name at `start` in a message (hostile), and where it ends there; undefined: it is none. */
export function readName(message: Buffer, start: number): { readonly name: Name; readonly end: number } | undefined {
  let name = "", at = start, end = -1;
  for (let pointers = 0; ;) {
    if (at >= message.length) return undefined;
    const length = message[at];
    if (length >= POINTER) {
      if (at + 1 >= message.length || ++pointers > POINTERS_MAX) return undefined;
      if (end < 0) end = at + 2;
      at = (length - POINTER) * 256 + message[at + 1];
      continue;
    }
    if (length > LABEL_BYTES_MAX || at + 1 + length > message.length) return undefined;
    name += message.toString("latin1", at, at + 1 + length);
    if (name.length > NAME_BYTES_MAX) return undefined;
    at += 1 + length;
    if (length === 0) return { name, end: end < 0 ? at : end };
  }
}
