let s = "";
for (let i = 0, j = 10; i < j; i += 3, j--) s += `${i}${j} `;
console.log(s);
let k = 0;
do {
  k++;
  if (k === 2) continue;
  if (k > 4) break;
} while (k < 10);
console.log(k);
while (true) { if (--k < 0) break; }
console.log(k);
a: for (let i = 0; i < 3; i++) { b: for (let j = 0; j < 3; j++) {
  if (j === 1) continue a;
  if (i === 2) break a;
  console.log(i, j);
} }
function sw(x: unknown): string { switch (x) { case 1: case "1": return "one"; case null: return "null"; case NaN: return "never"; default: return "def"; case undefined: return "undef"; } }
console.log([1, "1", null, NaN, undefined, 2].map(sw));
switch (3 as number) { case 1: console.log("no"); default: console.log("default first"); case 2: console.log("falls"); break; case 4: console.log("no"); }
switch (true) { case k > 5: console.log(">5"); break; case k < 5: {
  let k = "scoped";
  console.log(k);
} }
for (const key in { x: 1, y: 2 }) console.log(key);
for (const i in [7, 8]) console.log(i);
block: {
  if (k < 0) break block;
  console.log("unreached");
}
var v = 1;
{ var v = 2; }
console.log(v, typeof hoisted, hoisted());
function hoisted(): number { return 3; }
if (k > 5) console.log("then"); else console.log("else");
for (; ;) break;
console.log(!0, +true, -("3" as unknown as number), typeof typeof 1);
