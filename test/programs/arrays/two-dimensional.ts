const grid: number[][] = [];
for (let y = 0; y < 3; y++) { grid[y] = []; for (let x = 0; x < 4; x++) grid[y]![x] = y * 4 + x; }
console.log(grid, grid[1]![2], grid.map((r) => r.reduce((a, b) => a + b, 0)));
const transposed = grid[0]!.map((_, x) => grid.map((row) => row[x]!));
console.log(transposed);
const m = Array.from({ length: 2 }, () => new Array<string>(2).fill("."));
m[0]![1] = "#";
console.log(m.map((r) => r.join("")).join("\n"));
const jagged: (number | number[])[] = [1, [2, 3], []];
console.log(jagged.map((x) => (Array.isArray(x) ? x.length : -1)));
