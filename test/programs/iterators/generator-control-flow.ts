function* g(): Generator<string> {
  for (let i = 0; i < 3; i++) {
    switch (i) {
      case 0: yield "zero"; break;
      case 1: yield "one"; // falls through
      default: yield "rest " + i;
    }
  }
  let n = 0;
  do { yield "do " + n; n++; } while (n < 2);
  outer: for (const a of ["x", "y"]) for (const b of [1, 2]) { if (b === 2) continue outer; yield a + b; }
  try { try { yield "inner"; throw new Error("e"); } finally { yield "finally"; } } catch (e) { yield "caught " + (e as Error).message; }
  yield n > 1 ? yield* sub() : "never";
}
function* sub(): Generator<string, string> { yield "sub"; return "sub result"; }
for (const s of g()) console.log(s);
