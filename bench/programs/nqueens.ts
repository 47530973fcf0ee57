import { measure } from "./measure.ts";

function place(row: number, size: number, columns: boolean[], rising: boolean[], falling: boolean[]): number {
  if (row === size) return 1;
  let count = 0;
  for (let column = 0; column < size; column++) {
    if (columns[column] || rising[row + column] || falling[row - column + size]) continue;
    columns[column] = rising[row + column] = falling[row - column + size] = true;
    count += place(row + 1, size, columns, rising, falling);
    columns[column] = rising[row + column] = falling[row - column + size] = false;
  }
  return count;
}

measure(() => {
  const size = 12;
  const flags = (length: number): boolean[] => new Array<boolean>(length).fill(false);
  return place(0, size, flags(size), flags(2 * size), flags(2 * size + 1));
});
