function f(n: number): string {
  for (; ;) { try {
    if (n === 0) return "ret";
    if (n === 1) break;
    if (n === 2) throw new Error("t");
    n--;
    continue;
  } catch (e) { return "c:" + (e as Error).message; } finally {
    console.log("fin", n);
    if (n === 5) n = 2;
  } }
  return "after";
}
for (const i of [0, 1, 2, 3, 6]) console.log(f(i));
function over(): number { try { return 1; } finally { return 2; } }
console.log(over());
function lost(): string { try { throw new Error("gone"); } finally { return "kept"; } }
console.log(lost());
let x = 1;
function val(): number { try { return x; } finally { x = 2; } }
console.log(val(), x);
try { try { throw new Error("a"); } finally { throw new Error("b"); } } catch (e) { console.log(String(e)); }
lbl: try {
  console.log("in");
  break lbl;
} finally { console.log("out"); }
for (const v of [1, 2]) { try { continue; } finally { console.log("each", v); } }
