const fs: (() => number)[] = [];
for (let i = 0; i < 3; i++) {
  fs.push(() => i);
  i += 0;
}
console.log(fs.map((f) => f()));
const gs: (() => number)[] = [];
for (const x of [10, 20]) gs.push(() => x);
console.log(gs.map((g) => g()));
var vs: (() => number)[] = [];
for (var j = 0; j < 3; j++) vs.push(() => j);
console.log(vs.map((v) => v()));
function counter() {
  let n = 0;
  return { inc: () => ++n, get: () => n };
}
const a = counter(), b = counter();
a.inc();
a.inc();
b.inc();
console.log(a.get(), b.get());
function outer(x: number) {
  function inner(y: number): number { return y === 0 ? x : inner(y - 1) + 1; }
  return inner;
}
console.log(outer(5)(3));
const fact = function self(n: number): number { return n < 2 ? 1 : n * self(n - 1); };
console.log(fact(6), fact.name, (() => { }).name, (function () { }).name);
for (let i = 0, get = (): number => i; i < 2; i++) { console.log(get(), i); }
let w = 0;
const set = (v: number): void => { w = v; };
set(4);
console.log(w);
{
  let w = 9;
  set(w + 1);
}
console.log(w);
