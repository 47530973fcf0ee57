let out = "";
for (let i = 0; i < 5; i++) out += i;
for (let i = 5; i-- > 0;) out += i;
let w = 3;
while (w > 0) { out += "w"; w--; }
do { out += "d"; w++; } while (w < 2);
for (; ;) { out += "."; if (out.length > 20) break; }
console.log(out);
let odd = 0;
for (let i = 0; i < 10; i++) { if (i % 2 === 0) continue; odd += i; }
console.log(odd);
outer: for (let i = 0; i < 4; i++) {
  for (let j = 0; j < 4; j++) {
    if (j === 2) continue outer;
    if (i === 3) break outer;
    console.log(i, j);
  }
}
block: { console.log("in"); if (odd > 0) break block; console.log("never"); }
for (let i = 0, j = 10; i < j; i += 3, j -= 2) console.log(i, j);
