import { measure } from "./measure.ts";

class Tree {
  readonly left: Tree | undefined;
  readonly right: Tree | undefined;

  constructor(left: Tree | undefined, right: Tree | undefined) {
    this.left = left;
    this.right = right;
  }

  count(): number {
    return this.left === undefined || this.right === undefined ? 1 : 1 + this.left.count() + this.right.count();
  }
}

function grow(depth: number): Tree {
  return depth === 0 ? new Tree(undefined, undefined) : new Tree(grow(depth - 1), grow(depth - 1));
}

measure(() => {
  const kept = grow(18);
  let sum = 0;
  for (let i = 0; i < 200; i++) sum += grow(14).count();
  return sum + kept.count();
});
