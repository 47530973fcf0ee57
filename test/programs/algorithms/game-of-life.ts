type Board = boolean[][];
function parse(s: string): Board { return s.split("\n").map((l) => [...l].map((c) => c === "#")); }
function next(b: Board): Board {
  return b.map((row, y) => row.map((alive, x) => {
    let n = 0;
    for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if ((dx !== 0 || dy !== 0) && b[(y + dy + b.length) % b.length]![(x + dx + row.length) % row.length]) n++;
    return n === 3 || (alive && n === 2);
  }));
}
const show = (b: Board): string => b.map((r) => r.map((c) => (c ? "#" : ".")).join("")).join("\n");
let b = parse(".#......\n..#.....\n###.....\n........\n........\n........");
for (let i = 0; i < 4; i++) b = next(b);
console.log(show(b));
for (let i = 0; i < 100; i++) b = next(b);
console.log(b.flat().filter(Boolean).length);
