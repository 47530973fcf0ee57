function queens(n: number): number {
  const columns = new Array<boolean>(n).fill(false), up = new Array<boolean>(2 * n).fill(false), down = new Array<boolean>(2 * n).fill(false);
  let count = 0;
  const place = (row: number): void => {
    if (row === n) { count++; return; }
    for (let c = 0; c < n; c++) {
      if (columns[c] || up[row + c] || down[row - c + n]) continue;
      columns[c] = up[row + c] = down[row - c + n] = true;
      place(row + 1);
      columns[c] = up[row + c] = down[row - c + n] = false;
    }
  };
  place(0);
  return count;
}
for (let n = 1; n <= 8; n++) console.log(n, queens(n));
