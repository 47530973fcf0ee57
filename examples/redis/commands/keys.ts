/** Keys of every type: which there are, and when they expire. */
import type { Client } from "../client.ts";
import { ALL_KEYS, command, NO_KEYS, ONE_KEY, TWO_KEYS, type Command } from "../command.ts";
import { typeName, type Database, type Value } from "../database.ts";
import { matchesGlob } from "../glob.ts";
import { List } from "../list.ts";
import { MemberSet } from "../member-set.ts";
import { integerOf } from "../numbers.ts";
import { noSuchKey, ReplyError, syntaxError } from "../reply-error.ts";
import { SortedSet } from "../sorted-set.ts";
import { expiryOf, Options } from "./options.ts";
import { scanOptions } from "./scan.ts";

export const KEY_COMMANDS: readonly Command[] = [
  command("COPY", -3, ["write"], TWO_KEYS, copy),
  command("DEL", -2, ["write"], ALL_KEYS, remove),
  command("EXISTS", -2, ["readonly", "fast"], ALL_KEYS, (client, words) => client.reply.integer(countThere(client.database, words))),
  command("EXPIRE", -3, ["write", "fast"], ONE_KEY, (client, words) => expire(client, words, "s", "now")),
  command("EXPIREAT", -3, ["write", "fast"], ONE_KEY, (client, words) => expire(client, words, "s", "epoch")),
  command("EXPIRETIME", 2, ["readonly", "fast"], ONE_KEY, (client, words) => tellExpiry(client, words[1], (atMs) => Math.floor(atMs / 1000))),
  command("KEYS", 2, ["readonly"], NO_KEYS, keys),
  command("MOVE", 3, ["write", "fast"], ONE_KEY, move),
  command("PERSIST", 2, ["write", "fast"], ONE_KEY, persist),
  command("PEXPIRE", -3, ["write", "fast"], ONE_KEY, (client, words) => expire(client, words, "ms", "now")),
  command("PEXPIREAT", -3, ["write", "fast"], ONE_KEY, (client, words) => expire(client, words, "ms", "epoch")),
  command("PEXPIRETIME", 2, ["readonly", "fast"], ONE_KEY, (client, words) => tellExpiry(client, words[1], (atMs) => atMs)),
  command("PTTL", 2, ["readonly", "fast"], ONE_KEY, (client, words) => tellExpiry(client, words[1], (atMs) => atMs - client.server.nowMs)),
  command("RENAME", 3, ["write"], TWO_KEYS, (client, words) => rename(client, words, "always")),
  command("RENAMENX", 3, ["write", "fast"], TWO_KEYS, (client, words) => rename(client, words, "if absent")),
  command("SCAN", -2, ["readonly"], NO_KEYS, scan),
  command("TOUCH", -2, ["readonly", "fast"], ALL_KEYS, (client, words) => client.reply.integer(countThere(client.database, words))),
  command("TTL", 2, ["readonly", "fast"], ONE_KEY, (client, words) => tellExpiry(client, words[1], (atMs) => Math.round((atMs - client.server.nowMs) / 1000))),
  command("TYPE", 2, ["readonly", "fast"], ONE_KEY, type),
  command("UNLINK", -2, ["write", "fast"], ALL_KEYS, remove),
];

function remove({ database, reply }: Client, words: readonly string[]): void {
  let removed = 0;
  for (let i = 1; i < words.length; i++) if (database.delete(words[i])) removed += 1;
  reply.integer(removed);
}

function countThere(database: Database, words: readonly string[]): number {
  let there = 0;
  for (let i = 1; i < words.length; i++) if (database.get(words[i]) !== undefined) there += 1;
  return there;
}

function type({ database, reply }: Client, words: readonly string[]): void {
  const value = database.get(words[1]);
  reply.simple(value === undefined ? "none" : typeName(value));
}

/** EXPIRE key time [NX | XX] [GT | LT] */
function expire({ database, reply, server }: Client, words: readonly string[], unit: "s" | "ms", from: "now" | "epoch"): void {
  const key = words[1], atMs = expiryOf(words[0], words[2], unit, from, server.nowMs);
  const conditions: string[] = [];
  const options = new Options(words, 3);
  for (let name = options.next(); name !== undefined; name = options.next()) {
    if (!["NX", "XX", "GT", "LT"].includes(name)) throw new ReplyError(`ERR Unsupported option ${name}`);
    conditions.push(name);
  }
  if (conditions.includes("NX") && conditions.length > 1) throw new ReplyError("ERR NX and XX, GT or LT options at the same time are not compatible");
  if (conditions.includes("GT") && conditions.includes("LT")) throw new ReplyError("ERR GT and LT options at the same time are not compatible");
  const old = database.get(key) === undefined ? undefined : database.expiry(key) ?? Infinity;
  const accepted = old !== undefined && conditions.every((condition) => {
    switch (condition) {
      case "NX": return old === Infinity;
      case "XX": return old !== Infinity;
      case "GT": return atMs > old;
      default: return atMs < old;
    }
  });
  if (accepted && atMs <= server.nowMs) database.delete(key);
  else if (accepted) database.setExpiry(key, atMs);
  reply.flag(accepted);
}

function persist({ database, reply }: Client, words: readonly string[]): void {
  const expires = database.get(words[1]) !== undefined && database.expiry(words[1]) !== undefined;
  if (expires) database.setExpiry(words[1], undefined);
  reply.flag(expires);
}

/** -2: there is no such key; -1: it never expires. */
function tellExpiry({ database, reply }: Client, key: string, tell: (atMs: number) => number): void {
  const atMs = database.get(key) === undefined ? undefined : database.expiry(key) ?? Infinity;
  reply.integer(atMs === undefined ? -2 : atMs === Infinity ? -1 : tell(atMs));
}

function keys({ database, reply }: Client, words: readonly string[]): void {
  const found: string[] = [];
  for (const key of database.keys()) if (matchesGlob(words[1], key) && database.get(key) !== undefined) found.push(key);
  reply.bulks(found);
}

/** SCAN cursor [MATCH pattern] [COUNT count] [TYPE type] */
function scan({ database, reply, server }: Client, words: readonly string[]): void {
  const { pattern, count, type } = scanOptions(words, 2);
  const { cursor, elements } = server.keyCursors.scan(words[1], count, () => database.keys());
  const found = elements.filter((key) => {
    const value = matchesGlob(pattern, key) ? database.get(key) : undefined;
    return value !== undefined && (type === undefined || typeName(value) === type);
  });
  reply.array(2);
  reply.bulk(cursor);
  reply.bulks(found);
}

function rename({ database, reply }: Client, words: readonly string[], when: "always" | "if absent"): void {
  const [, from, to] = words;
  const value = database.get(from);
  if (value === undefined) throw noSuchKey();
  const done = when === "always" || database.get(to) === undefined;
  if (done && from !== to) {
    const expiry = database.expiry(from);
    database.delete(from);
    database.replace(to, value);
    if (expiry !== undefined) database.setExpiry(to, expiry);
  }
  if (when === "always") reply.ok();
  else reply.flag(done);
}

function move({ database, reply, server }: Client, words: readonly string[]): void {
  const target = databaseAt(server.databases, words[2]);
  if (target === database) throw new ReplyError("ERR source and destination objects are the same");
  const value = database.get(words[1]);
  const moved = value !== undefined && target.get(words[1]) === undefined;
  if (moved) {
    target.replace(words[1], value);
    target.setExpiry(words[1], database.expiry(words[1]));
    database.delete(words[1]);
  }
  reply.flag(moved);
}

/** COPY from to [DB index] [REPLACE] */
function copy({ database, reply, server }: Client, words: readonly string[]): void {
  let target = database, replace = false;
  const options = new Options(words, 3);
  for (let name = options.next(); name !== undefined; name = options.next()) {
    if (name === "DB") target = databaseAt(server.databases, options.value());
    else if (name === "REPLACE") replace = true;
    else throw syntaxError();
  }
  if (target === database && words[1] === words[2]) throw new ReplyError("ERR source and destination objects are the same");
  const value = database.get(words[1]);
  const copied = value !== undefined && (replace || target.get(words[2]) === undefined);
  if (copied) {
    target.replace(words[2], copyOf(value));
    target.setExpiry(words[2], database.expiry(words[1]));
  }
  reply.flag(copied);
}

function copyOf(value: Value): Value {
  if (typeof value === "string") return value;
  if (value instanceof List) {
    const copy = new List();
    for (let i = 0; i < value.length; i++) copy.pushRight(value.at(i));
    return copy;
  }
  if (value instanceof MemberSet) {
    const copy = new MemberSet();
    for (const member of value.values()) copy.add(member);
    return copy;
  }
  if (value instanceof SortedSet) {
    const copy = new SortedSet();
    for (const [member, score] of value.entries()) copy.set(member, score);
    return copy;
  }
  return new Map(value);
}

export function databaseAt(databases: readonly Database[], text: string): Database {
  const index = integerOf(text);
  if (index < 0 || index >= databases.length) throw new ReplyError("ERR DB index is out of range");
  return databases[index];
}
