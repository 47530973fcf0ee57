/** Ranges of sorted sets: by rank, by score and by member. Each becomes a range of ranks first. */
import type { Client } from "../client.ts";
import { command, ONE_KEY, TWO_KEYS, type Command } from "../command.ts";
import { integerOf, parseFloatStrictly } from "../numbers.ts";
import { ReplyError, syntaxError } from "../reply-error.ts";
import { SortedSet, type ScoredMember } from "../sorted-set.ts";
import { indexRange, Options } from "./options.ts";
import { tellMembers } from "./sorted-sets.ts";

type By = "rank" | "score" | "member";
interface RankRange { readonly start: number; readonly end: number }

export const SORTED_SET_RANGE_COMMANDS: readonly Command[] = [
  command("ZCOUNT", 4, ["readonly", "fast"], ONE_KEY, (client, words) => count(client, words, "score")),
  command("ZLEXCOUNT", 4, ["readonly", "fast"], ONE_KEY, (client, words) => count(client, words, "member")),
  command("ZRANGE", -4, ["readonly"], ONE_KEY, (client, words) => tell(client, words, query(words, 1, "rank", "up"))),
  command("ZRANGEBYLEX", -4, ["readonly"], ONE_KEY, (client, words) => tell(client, words, query(words, 1, "member", "up"))),
  command("ZRANGEBYSCORE", -4, ["readonly"], ONE_KEY, (client, words) => tell(client, words, query(words, 1, "score", "up"))),
  command("ZRANGESTORE", -5, ["write"], TWO_KEYS, store),
  command("ZREMRANGEBYLEX", 4, ["write"], ONE_KEY, (client, words) => remove(client, words, "member")),
  command("ZREMRANGEBYRANK", 4, ["write"], ONE_KEY, (client, words) => remove(client, words, "rank")),
  command("ZREMRANGEBYSCORE", 4, ["write"], ONE_KEY, (client, words) => remove(client, words, "score")),
  command("ZREVRANGE", -4, ["readonly"], ONE_KEY, (client, words) => tell(client, words, query(words, 1, "rank", "down"))),
  command("ZREVRANGEBYLEX", -4, ["readonly"], ONE_KEY, (client, words) => tell(client, words, query(words, 1, "member", "down"))),
  command("ZREVRANGEBYSCORE", -4, ["readonly"], ONE_KEY, (client, words) => tell(client, words, query(words, 1, "score", "down"))),
];

interface Query {
  readonly by: By;
  /** "down": the highest first; the words then name the upper bound first, but for ranks. */
  readonly direction: "up" | "down";
  readonly scores: "with scores" | "alone";
  readonly offset: number;
  /** Negative: all. */
  readonly limit: number;
  readonly key: string;
  readonly first: string;
  readonly last: string;
}

/** key first last [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES]; the key is the word at `keyPlace`. */
function query(words: readonly string[], keyPlace: number, by: By, direction: "up" | "down"): Query {
  let scores: Query["scores"] = "alone", offset = 0, limit = -1, limited = false;
  const general = /^ZRANGE(STORE)?$/i.test(words[0]); // the older commands have it in their names
  const options = new Options(words, keyPlace + 3);
  for (let name = options.next(); name !== undefined; name = options.next()) {
    if (name === "WITHSCORES") scores = "with scores";
    else if (general && name === "BYSCORE") by = "score";
    else if (general && name === "BYLEX") by = "member";
    else if (general && name === "REV") direction = "down";
    else if (name === "LIMIT") {
      offset = options.integer();
      limit = options.integer();
      limited = true;
    } else throw syntaxError();
  }
  if (limited && by === "rank") throw new ReplyError("ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
  if (scores === "with scores" && by === "member") throw new ReplyError("ERR syntax error, WITHSCORES not supported in combination with BYLEX");
  return { by, direction, scores, offset, limit, key: words[keyPlace], first: words[keyPlace + 1], last: words[keyPlace + 2] };
}

function find(set: SortedSet, asked: Query): readonly ScoredMember[] {
  const { by, direction, first, last } = asked;
  if (by === "rank") {
    const { start, end } = indexRange(integerOf(first), integerOf(last), set.size);
    return direction === "up" ? set.slice(start, end) : set.slice(set.size - end, set.size - start).reverse();
  }
  const { start, end } = direction === "up" ? ranksOf(set, by, first, last) : ranksOf(set, by, last, first);
  if (asked.offset < 0) return [];
  const length = Math.max(0, Math.min(end - start - asked.offset, asked.limit < 0 ? Infinity : asked.limit));
  if (direction === "up") return set.slice(start + asked.offset, start + asked.offset + length);
  return set.slice(end - asked.offset - length, end - asked.offset).reverse();
}

function tell({ database, reply }: Client, _words: readonly string[], asked: Query): void {
  checkBounds(asked);
  const set = database.sortedSet(asked.key);
  tellMembers(reply, set === undefined ? [] : find(set, asked), asked.scores);
}

/** ZRANGESTORE to from first last … */
function store({ database, reply }: Client, words: readonly string[]): void {
  const asked = query(words, 2, "rank", "up");
  if (asked.scores === "with scores") throw syntaxError();
  checkBounds(asked);
  const source = database.sortedSet(asked.key);
  const result = new SortedSet();
  for (const { member, score } of source === undefined ? [] : find(source, asked)) result.set(member, score);
  if (result.size === 0) database.delete(words[1]);
  else database.replace(words[1], result);
  reply.integer(result.size);
}

/** Bad bounds are an error whether there is such a key or not. */
function checkBounds({ by, first, last }: Query): void {
  rangeOf(new SortedSet(), by, first, last);
}

function rangeOf(set: SortedSet, by: By, first: string, last: string): RankRange {
  return by === "rank" ? indexRange(integerOf(first), integerOf(last), set.size) : ranksOf(set, by, first, last);
}

function count({ database, reply }: Client, words: readonly string[], by: By): void {
  const { start, end } = rangeOf(database.sortedSet(words[1]) ?? new SortedSet(), by, words[2], words[3]);
  reply.integer(end - start);
}

function remove({ database, reply }: Client, words: readonly string[], by: By): void {
  const set = database.sortedSet(words[1]) ?? new SortedSet();
  const { start, end } = rangeOf(set, by, words[2], words[3]);
  const removed = start < end ? set.slice(start, end) : [];
  for (const { member } of removed) set.delete(member);
  if (removed.length > 0) database.shrunk(words[1], set.size);
  reply.integer(removed.length);
}

/** The ranks between two bounds of scores or members. */
function ranksOf(set: SortedSet, by: "score" | "member", lower: string, upper: string): RankRange {
  const bound = by === "score" ? scoreBound : memberBound;
  const isBelow = bound(lower, "lower"), isNotAbove = bound(upper, "upper");
  const start = set.countWhile(isBelow);
  return { start, end: Math.max(start, set.countWhile(isNotAbove)) };
}

/** What is true of the members up to a bound: those before a lower one, those not after an upper one. */
type UpTo = (candidate: ScoredMember) => boolean;

/** "1.5": that score and on; "(1.5": without it. */
function scoreBound(text: string, side: "lower" | "upper"): UpTo {
  const exclusive = text.startsWith("(");
  const limit = parseFloatStrictly(exclusive ? text.slice(1) : text);
  if (limit === undefined) throw new ReplyError("ERR min or max is not a float");
  return exclusive === (side === "lower") ? ({ score }) => score <= limit : ({ score }) => score < limit;
}

/** "[a": from "a" on; "(a": without it; "-" and "+": before and after all. */
function memberBound(text: string, side: "lower" | "upper"): UpTo {
  if (text === "-") return () => false;
  if (text === "+") return () => true;
  const limit = text.slice(1), exclusive = text.startsWith("(");
  if (!exclusive && !text.startsWith("[")) throw new ReplyError("ERR min or max not valid string range item");
  return exclusive === (side === "lower") ? ({ member }) => member <= limit : ({ member }) => member < limit;
}
