const puzzle = "530070000600195000098000060800060003400803001700020006060000280000419005000080079";
const grid = [...puzzle].map(Number);
let tries = 0;
function candidates(at: number): number[] {
  const r = Math.floor(at / 9), c = at % 9, used = new Set<number>();
  for (let i = 0; i < 9; i++) { used.add(grid[r * 9 + i]!); used.add(grid[i * 9 + c]!); used.add(grid[(Math.floor(r / 3) * 3 + Math.floor(i / 3)) * 9 + Math.floor(c / 3) * 3 + i % 3]!); }
  return [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((n) => !used.has(n));
}
function solve(): boolean {
  const at = grid.indexOf(0);
  if (at < 0) return true;
  for (const n of candidates(at)) { tries++; grid[at] = n; if (solve()) return true; }
  grid[at] = 0;
  return false;
}
console.log(solve(), tries);
for (let r = 0; r < 9; r++) console.log(grid.slice(r * 9, r * 9 + 9).join(" "));
