function grade(n: number): string {
  return n >= 90 ? "A" : n >= 80 ? "B" : n >= 70 ? "C" : "F";
}
for (const n of [95, 85, 75, 65]) console.log(n, grade(n));
function sign(n: number): -1 | 0 | 1 {
  if (n < 0) return -1;
  else if (n > 0) return 1;
  return 0;
}
console.log(sign(-4), sign(0), sign(17));
const mixed = Math.max(1, 2) > 1 ? "text" : 5;
console.log(mixed);
