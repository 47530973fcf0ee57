/** Strings. */
import type { Client } from "../client.ts";
import { ALL_KEYS, command, ONE_KEY, type Command } from "../command.ts";
import { integerOf } from "../numbers.ts";
import { ReplyError, syntaxError, wrongArguments } from "../reply-error.ts";
import { indexRange, Options, positiveExpiryOf } from "./options.ts";

const STRING_BYTES_MAX = 512 << 20;

export const STRING_COMMANDS: readonly Command[] = [
  command("APPEND", 3, ["write", "fast"], ONE_KEY, append),
  command("GET", 2, ["readonly", "fast"], ONE_KEY, get),
  command("GETDEL", 2, ["write", "fast"], ONE_KEY, getDelete),
  command("GETEX", -2, ["write", "fast"], ONE_KEY, getExpire),
  command("GETRANGE", 4, ["readonly"], ONE_KEY, getRange),
  command("GETSET", 3, ["write", "fast"], ONE_KEY, getSet),
  command("MGET", -2, ["readonly", "fast"], ALL_KEYS, getMany),
  command("MSET", -3, ["write"], [1, -1, 2], setMany),
  command("MSETNX", -3, ["write"], [1, -1, 2], setManyIfAbsent),
  command("PSETEX", 4, ["write"], ONE_KEY, (client, words) => setExpiring(client, words, "ms")),
  command("SET", -3, ["write"], ONE_KEY, set),
  command("SETEX", 4, ["write"], ONE_KEY, (client, words) => setExpiring(client, words, "s")),
  command("SETNX", 3, ["write", "fast"], ONE_KEY, setIfAbsent),
  command("SETRANGE", 4, ["write"], ONE_KEY, setRange),
  command("STRLEN", 2, ["readonly", "fast"], ONE_KEY, length),
  command("SUBSTR", 4, ["readonly"], ONE_KEY, getRange),
];

function get({ database, reply }: Client, words: readonly string[]): void {
  reply.bulkOrNil(database.string(words[1]));
}

/** SET key value [NX | XX] [GET] [EX seconds | PX ms | EXAT seconds | PXAT ms | KEEPTTL] */
function set(client: Client, words: readonly string[]): void {
  const { database, reply } = client;
  const key = words[1], value = words[2];
  if (words.length === 3) {
    database.replace(key, value);
    reply.ok();
    return;
  }
  const options = setOptions(client, words);
  const old = options.get ? database.string(key) : undefined;
  const there = database.get(key) !== undefined;
  const refused = options.only === "absent" ? there : options.only === "present" && !there;
  if (!refused) {
    if (options.keepExpiry) database.put(key, value);
    else database.replace(key, value);
    if (options.expiryMs !== undefined) database.setExpiry(key, options.expiryMs);
  }
  if (options.get) reply.bulkOrNil(old);
  else if (refused) reply.nil();
  else reply.ok();
}

interface SetOptions {
  only: "absent" | "present" | undefined;
  get: boolean;
  keepExpiry: boolean;
  expiryMs: number | undefined;
}

function setOptions({ server }: Client, words: readonly string[]): SetOptions {
  const chosen: SetOptions = { only: undefined, get: false, keepExpiry: false, expiryMs: undefined };
  const options = new Options(words, 3);
  for (let name = options.next(); name !== undefined; name = options.next()) {
    const unit = EXPIRY_UNITS.get(name);
    if (unit !== undefined) {
      if (chosen.keepExpiry || chosen.expiryMs !== undefined) throw syntaxError();
      chosen.expiryMs = positiveExpiryOf(words[0], options.value(), unit[0], unit[1], server.nowMs);
    } else if (name === "KEEPTTL" && chosen.expiryMs === undefined) chosen.keepExpiry = true;
    else if (name === "GET") chosen.get = true;
    else if (name === "NX" && chosen.only !== "present") chosen.only = "absent";
    else if (name === "XX" && chosen.only !== "absent") chosen.only = "present";
    else throw syntaxError();
  }
  return chosen;
}

const EXPIRY_UNITS: ReadonlyMap<string, readonly ["s" | "ms", "now" | "epoch"]> = new Map([
  ["EX", ["s", "now"]], ["PX", ["ms", "now"]], ["EXAT", ["s", "epoch"]], ["PXAT", ["ms", "epoch"]],
]);

function setExpiring({ database, reply, server }: Client, words: readonly string[], unit: "s" | "ms"): void {
  const expiryMs = positiveExpiryOf(words[0], words[2], unit, "now", server.nowMs);
  database.put(words[1], words[3]);
  database.setExpiry(words[1], expiryMs);
  reply.ok();
}

function setIfAbsent({ database, reply }: Client, words: readonly string[]): void {
  const absent = database.get(words[1]) === undefined;
  if (absent) database.replace(words[1], words[2]);
  reply.flag(absent);
}

function getSet({ database, reply }: Client, words: readonly string[]): void {
  const old = database.string(words[1]);
  database.replace(words[1], words[2]);
  reply.bulkOrNil(old);
}

function getDelete({ database, reply }: Client, words: readonly string[]): void {
  reply.bulkOrNil(database.string(words[1]));
  database.delete(words[1]);
}

function getExpire({ database, reply, server }: Client, words: readonly string[]): void {
  const value = database.string(words[1]);
  const options = new Options(words, 2);
  const name = options.next();
  const unit = name === undefined ? undefined : EXPIRY_UNITS.get(name);
  const expiryMs = unit === undefined ? undefined : positiveExpiryOf(words[0], options.value(), unit[0], unit[1], server.nowMs);
  if ((name !== undefined && name !== "PERSIST" && unit === undefined) || options.next() !== undefined) throw syntaxError();
  if (value !== undefined && name !== undefined) database.setExpiry(words[1], expiryMs);
  reply.bulkOrNil(value);
}

function getMany({ database, reply }: Client, words: readonly string[]): void {
  reply.array(words.length - 1);
  for (let i = 1; i < words.length; i++) {
    const value = database.get(words[i]);
    reply.bulkOrNil(typeof value === "string" ? value : undefined);
  }
}

function setMany({ database, reply }: Client, words: readonly string[]): void {
  if (words.length % 2 === 0) throw wrongArguments(words[0]);
  for (let i = 1; i < words.length; i += 2) database.replace(words[i], words[i + 1]);
  reply.ok();
}

function setManyIfAbsent({ database, reply }: Client, words: readonly string[]): void {
  if (words.length % 2 === 0) throw wrongArguments(words[0]);
  let absent = true;
  for (let i = 1; i < words.length; i += 2) if (database.get(words[i]) !== undefined) absent = false;
  if (absent) for (let i = 1; i < words.length; i += 2) database.replace(words[i], words[i + 1]);
  reply.flag(absent);
}

function append({ database, reply }: Client, words: readonly string[]): void {
  const value = limited((database.string(words[1]) ?? "") + words[2]);
  database.put(words[1], value);
  reply.integer(value.length);
}

function length({ database, reply }: Client, words: readonly string[]): void {
  reply.integer((database.string(words[1]) ?? "").length);
}

function getRange({ database, reply }: Client, words: readonly string[]): void {
  const first = integerOf(words[2]), last = integerOf(words[3]);
  const value = database.string(words[1]) ?? "";
  const { start, end } = indexRange(first, last, value.length);
  reply.bulk(value.slice(start, end));
}

function setRange({ database, reply }: Client, words: readonly string[]): void {
  const offset = integerOf(words[2]), piece = words[3];
  if (offset < 0) throw new ReplyError("ERR offset is out of range");
  const value = database.string(words[1]) ?? "";
  if (piece !== "") {
    if (offset + piece.length > STRING_BYTES_MAX) throw tooLong();
    database.put(words[1], value.slice(0, offset).padEnd(offset, "\0") + piece + value.slice(offset + piece.length));
  }
  reply.integer((database.string(words[1]) ?? "").length);
}

function limited(value: string): string {
  if (value.length > STRING_BYTES_MAX) throw tooLong();
  return value;
}

function tooLong(): ReplyError {
  return new ReplyError("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
}
