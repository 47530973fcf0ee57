/** Lists. */
import type { Client } from "../client.ts";
import { command, ONE_KEY, TWO_KEYS, type Command } from "../command.ts";
import type { Database } from "../database.ts";
import { List } from "../list.ts";
import { integerOf } from "../numbers.ts";
import { indexOutOfRange, noSuchKey, ReplyError, syntaxError } from "../reply-error.ts";
import { indexRange, Options } from "./options.ts";

type Side = "left" | "right";

export const LIST_COMMANDS: readonly Command[] = [
  command("LINDEX", 3, ["readonly"], ONE_KEY, index),
  command("LINSERT", 5, ["write"], ONE_KEY, insert),
  command("LLEN", 2, ["readonly", "fast"], ONE_KEY, (client, words) => client.reply.integer(client.database.list(words[1])?.length ?? 0)),
  command("LMOVE", 5, ["write"], TWO_KEYS, (client, words) => move(client, words[1], words[2], sideOf(words[3]), sideOf(words[4]))),
  command("LPOP", -2, ["write", "fast"], ONE_KEY, (client, words) => pop(client, words, "left")),
  command("LPOS", -3, ["readonly"], ONE_KEY, position),
  command("LPUSH", -3, ["write", "fast"], ONE_KEY, (client, words) => push(client, words, "left", "always")),
  command("LPUSHX", -3, ["write", "fast"], ONE_KEY, (client, words) => push(client, words, "left", "if there")),
  command("LRANGE", 4, ["readonly"], ONE_KEY, range),
  command("LREM", 4, ["write"], ONE_KEY, remove),
  command("LSET", 4, ["write"], ONE_KEY, set),
  command("LTRIM", 4, ["write"], ONE_KEY, trim),
  command("RPOP", -2, ["write", "fast"], ONE_KEY, (client, words) => pop(client, words, "right")),
  command("RPOPLPUSH", 3, ["write"], TWO_KEYS, (client, words) => move(client, words[1], words[2], "right", "left")),
  command("RPUSH", -3, ["write", "fast"], ONE_KEY, (client, words) => push(client, words, "right", "always")),
  command("RPUSHX", -3, ["write", "fast"], ONE_KEY, (client, words) => push(client, words, "right", "if there")),
];

function sideOf(word: string): Side {
  const name = word.toUpperCase();
  if (name !== "LEFT" && name !== "RIGHT") throw syntaxError();
  return name === "LEFT" ? "left" : "right";
}

/** The list of that key, which is made if there is none. */
function listAt(database: Database, key: string): List {
  const list = database.list(key);
  if (list !== undefined) return list;
  const made = new List();
  database.put(key, made);
  return made;
}

function pushTo(list: List, side: Side, element: string): void {
  if (side === "left") list.pushLeft(element);
  else list.pushRight(element);
}

function popFrom(list: List, side: Side): string | undefined {
  return side === "left" ? list.popLeft() : list.popRight();
}

function push({ database, reply }: Client, words: readonly string[], side: Side, when: "always" | "if there"): void {
  const key = words[1];
  const list = when === "always" ? listAt(database, key) : database.list(key);
  if (list !== undefined) {
    for (let i = 2; i < words.length; i++) pushTo(list, side, words[i]);
    database.changed(key);
  }
  reply.integer(list?.length ?? 0);
}

/** LPOP key [count] */
function pop({ database, reply }: Client, words: readonly string[], side: Side): void {
  if (words.length > 3) throw syntaxError();
  const count = words.length === 3 ? integerOf(words[2]) : undefined;
  if (count !== undefined && count < 0) throw new ReplyError("ERR value is out of range, must be positive");
  const list = database.list(words[1]);
  if (list === undefined) {
    if (count === undefined) reply.nil();
    else reply.nilArray();
    return;
  }
  if (count === undefined) {
    reply.bulkOrNil(popFrom(list, side));
  } else {
    const length = Math.min(count, list.length);
    reply.array(length);
    for (let i = 0; i < length; i++) reply.bulkOrNil(popFrom(list, side));
  }
  database.shrunk(words[1], list.length);
}

function move({ database, reply }: Client, from: string, to: string, fromSide: Side, toSide: Side): void {
  const source = database.list(from);
  if (source === undefined) {
    reply.nil();
    return;
  }
  const target = listAt(database, to);
  const element = popFrom(source, fromSide) ?? "";
  pushTo(target, toSide, element);
  database.shrunk(from, source.length);
  database.changed(to);
  reply.bulk(element);
}

function range({ database, reply }: Client, words: readonly string[]): void {
  const first = integerOf(words[2]), last = integerOf(words[3]);
  const list = database.list(words[1]);
  const { start, end } = indexRange(first, last, list?.length ?? 0);
  reply.array(end - start);
  if (list !== undefined) for (let i = start; i < end; i++) reply.bulk(list.at(i));
}

/** A place in the list, counted from the end when negative; undefined: outside. */
function placeOf(list: List, index: number): number | undefined {
  const place = index < 0 ? index + list.length : index;
  return place >= 0 && place < list.length ? place : undefined;
}

function index({ database, reply }: Client, words: readonly string[]): void {
  const at = integerOf(words[2]);
  const list = database.list(words[1]);
  const place = list === undefined ? undefined : placeOf(list, at);
  reply.bulkOrNil(list === undefined || place === undefined ? undefined : list.at(place));
}

function set({ database, reply }: Client, words: readonly string[]): void {
  const list = database.list(words[1]);
  if (list === undefined) throw noSuchKey();
  const place = placeOf(list, integerOf(words[2]));
  if (place === undefined) throw indexOutOfRange();
  list.set(place, words[3]);
  database.changed(words[1]);
  reply.ok();
}

/** LINSERT key BEFORE | AFTER pivot element */
function insert({ database, reply }: Client, words: readonly string[]): void {
  const where = words[2].toUpperCase();
  if (where !== "BEFORE" && where !== "AFTER") throw syntaxError();
  const list = database.list(words[1]);
  const pivot = list === undefined ? -1 : places(list, words[3], 1, 1, list.length)[0] ?? -1;
  if (list === undefined || pivot < 0) {
    reply.integer(list === undefined ? 0 : -1);
    return;
  }
  list.insert(where === "BEFORE" ? pivot : pivot + 1, words[4]);
  database.changed(words[1]);
  reply.integer(list.length);
}

/** LREM key count element: count > 0 from the left, < 0 from the right, 0 all. */
function remove({ database, reply }: Client, words: readonly string[]): void {
  const count = integerOf(words[2]);
  const list = database.list(words[1]);
  const removed = list?.remove(words[3], count === 0 ? Infinity : Math.abs(count), count < 0 ? "right" : "left") ?? 0;
  if (list !== undefined && removed > 0) database.shrunk(words[1], list.length);
  reply.integer(removed);
}

function trim({ database, reply }: Client, words: readonly string[]): void {
  const first = integerOf(words[2]), last = integerOf(words[3]);
  const list = database.list(words[1]);
  if (list !== undefined) {
    const { start, end } = indexRange(first, last, list.length);
    list.keep(start, end);
    database.shrunk(words[1], list.length);
  }
  reply.ok();
}

/** LPOS key element [RANK rank] [COUNT count] [MAXLEN length] */
function position({ database, reply }: Client, words: readonly string[]): void {
  let rank = 1, count: number | undefined, comparisons = 0;
  const options = new Options(words, 3);
  for (let name = options.next(); name !== undefined; name = options.next()) {
    if (name === "RANK") rank = options.integer();
    else if (name === "COUNT") count = options.integer();
    else if (name === "MAXLEN") comparisons = options.integer();
    else throw syntaxError();
  }
  if (rank === 0) throw new ReplyError("ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list");
  if (count !== undefined && count < 0) throw new ReplyError("ERR COUNT can't be negative");
  if (comparisons < 0) throw new ReplyError("ERR MAXLEN can't be negative");
  const list = database.list(words[1]) ?? new List();
  const found = places(list, words[2], rank, count === 0 ? Infinity : count ?? 1, comparisons === 0 ? list.length : Math.min(comparisons, list.length));
  if (count === undefined) {
    if (found.length === 0) reply.nil();
    else reply.integer(found[0]);
    return;
  }
  reply.array(found.length);
  for (const place of found) reply.integer(place);
}

/** Where the element is: up to `count` places, the first `|rank| - 1` skipped, from the right if `rank` is negative. */
function places(list: List, element: string, rank: number, count: number, comparisons: number): number[] {
  const found: number[] = [];
  let skip = Math.abs(rank) - 1;
  for (let i = 0; i < comparisons && found.length < count; i++) {
    const place = rank > 0 ? i : list.length - 1 - i;
    if (list.at(place) !== element) continue;
    if (skip > 0) skip -= 1;
    else found.push(place);
  }
  return found;
}
