const WIDTH = 60, HEIGHT = 20, LIMIT = 50;
const lines: string[] = [];
for (let y = 0; y < HEIGHT; y++) {
  let line = "";
  for (let x = 0; x < WIDTH; x++) {
    const cr = (x / WIDTH) * 3 - 2, ci = (y / HEIGHT) * 2 - 1;
    let zr = 0, zi = 0, n = 0;
    while (n < LIMIT && zr * zr + zi * zi <= 4) { const t = zr * zr - zi * zi + cr; zi = 2 * zr * zi + ci; zr = t; n++; }
    line += n === LIMIT ? "#" : n > 10 ? "+" : n > 4 ? "." : " ";
  }
  lines.push(line.trimEnd());
}
console.log(lines.join("\n"));
