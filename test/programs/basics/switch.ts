function name(n: number): string {
  switch (n) {
    case 0: return "zero";
    case 1: case 2: return "small";
    case 100: { const big = "hundred"; return big; }
    default: return "other";
  }
}
for (const n of [0, 1, 2, 3, 100]) console.log(name(n));
function fall(s: string): string {
  let out = "";
  switch (s) {
    case "a": out += "a";
    // falls through
    case "b": out += "b"; break;
    default: out += "d";
    // falls through
    case "c": out += "c";
  }
  return out;
}
for (const s of ["a", "b", "c", "z"]) console.log(s, fall(s));
let n = 0;
for (let i = 0; i < 5; i++) {
  switch (i) { case 1: continue; case 3: n += 100; break; default: n += i; }
}
console.log(n);
switch (true) { case n > 100: console.log("big"); break; case n > 10: console.log("mid"); }
