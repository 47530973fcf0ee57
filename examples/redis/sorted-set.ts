/**
 * Members in the order of their scores (equal scores: of the members): a skip list whose links know how many members
 * they pass, so that a rank is found in logarithmic time, and a map from member to score.
 * @spec W. Pugh, "A Skip List Cookbook", 1990
 */
const LEVELS_MAX = 24;
const LEVEL_CHANCE = 0.25;

class Node {
  readonly member: string;
  readonly score: number;
  /** The next node on each level and, where there is one, how many members further it is. */
  readonly next: (Node | undefined)[];
  readonly spans: number[];

  constructor(member: string, score: number, levels: number) {
    this.member = member;
    this.score = score;
    this.next = new Array<Node | undefined>(levels).fill(undefined);
    this.spans = new Array<number>(levels).fill(0);
  }
}

export interface ScoredMember { readonly member: string; readonly score: number }

export class SortedSet {
  readonly #scores = new Map<string, number>();
  readonly #head = new Node("", 0, LEVELS_MAX);
  #levels = 1;

  get size(): number {
    return this.#scores.size;
  }

  score(member: string): number | undefined {
    return this.#scores.get(member);
  }

  /** Puts the member there with this score, or moves it. */
  set(member: string, score: number): void {
    const old = this.#scores.get(member);
    if (old === score) return;
    if (old !== undefined) this.#unlink(member, old);
    this.#scores.set(member, score);
    this.#link(member, score);
  }

  /** Whether it was there. */
  delete(member: string): boolean {
    const score = this.#scores.get(member);
    if (score === undefined) return false;
    this.#scores.delete(member);
    this.#unlink(member, score);
    return true;
  }

  /** How many members are before the first one for which `isBefore` is false; it is true for none after that. */
  countWhile(isBefore: (candidate: ScoredMember) => boolean): number {
    let node = this.#head, count = 0;
    for (let level = this.#levels - 1; level >= 0; level--) {
      for (let next = node.next[level]; next !== undefined && isBefore(next); next = node.next[level]) {
        count += node.spans[level];
        node = next;
      }
    }
    return count;
  }

  /** How many members are before this one; undefined: it isn't here. */
  rank(member: string): number | undefined {
    const score = this.#scores.get(member);
    return score === undefined ? undefined : this.countWhile((candidate) => isLess(candidate, score, member));
  }

  /** The members of the ranks from `start` to before `end`, which are in the set. */
  slice(start: number, end: number): ScoredMember[] {
    const members: ScoredMember[] = [];
    for (let node = this.#at(start); node !== undefined && members.length < end - start; node = node.next[0]) members.push(node);
    return members;
  }

  /** Members with their scores, in no special order; goes on correctly while the set changes. */
  entries(): IterableIterator<[string, number]> {
    return this.#scores.entries();
  }

  #at(rank: number): Node | undefined {
    let node: Node = this.#head, passed = -1; // the head's rank is -1
    for (let level = this.#levels - 1; level >= 0; level--) {
      for (let next = node.next[level]; next !== undefined && passed + node.spans[level] <= rank; next = node.next[level]) {
        passed += node.spans[level];
        node = next;
      }
    }
    return passed === rank && node !== this.#head ? node : undefined;
  }

  #link(member: string, score: number): void {
    const levels = randomLevels();
    this.#levels = Math.max(this.#levels, levels);
    const added = new Node(member, score, levels);
    const { path, ranks } = this.#pathTo(score, member);
    const rank = ranks[0]; // how many members are before it
    for (let level = 0; level < this.#levels; level++) {
      const before = path[level];
      if (level >= levels) {
        before.spans[level] += 1;
        continue;
      }
      added.next[level] = before.next[level];
      added.spans[level] = before.spans[level] - (rank - ranks[level]);
      before.next[level] = added;
      before.spans[level] = rank - ranks[level] + 1;
    }
  }

  #unlink(member: string, score: number): void {
    const { path } = this.#pathTo(score, member);
    const removed = path[0].next[0];
    if (removed === undefined) return;
    for (let level = 0; level < this.#levels; level++) {
      const before = path[level];
      if (before.next[level] === removed) {
        before.next[level] = removed.next[level];
        before.spans[level] += removed.spans[level] - 1;
      } else {
        before.spans[level] -= 1;
      }
    }
    while (this.#levels > 1 && this.#head.next[this.#levels - 1] === undefined) this.#levels -= 1;
  }

  /** The last node before (score, member) on each level, and how many members are up to it. */
  #pathTo(score: number, member: string): { readonly path: readonly Node[]; readonly ranks: readonly number[] } {
    const path = new Array<Node>(this.#levels).fill(this.#head), ranks = new Array<number>(this.#levels).fill(0);
    let node: Node = this.#head, passed = 0;
    for (let level = this.#levels - 1; level >= 0; level--) {
      for (let next = node.next[level]; next !== undefined && isLess(next, score, member); next = node.next[level]) {
        passed += node.spans[level];
        node = next;
      }
      path[level] = node;
      ranks[level] = passed;
    }
    return { path, ranks };
  }
}

function isLess(candidate: ScoredMember, score: number, member: string): boolean {
  return candidate.score < score || (candidate.score === score && candidate.member < member);
}

function randomLevels(): number {
  let levels = 1;
  while (levels < LEVELS_MAX && Math.random() < LEVEL_CHANCE) levels += 1;
  return levels;
}
