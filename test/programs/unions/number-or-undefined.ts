function find(list: number[], want: number): number | undefined {
  for (const [i, n] of list.entries()) if (n === want) return i;
  return undefined;
}
console.log(find([5, 6], 6), find([5, 6], 7));
const found = find([5], 5);
if (found !== undefined) console.log(found + 1);
let total = 0;
for (const w of [1, 2, 3, 4]) total += find([2, 4], w) ?? 100;
console.log(total);
const box: (number | string | undefined)[] = [1, "a", undefined];
box.push(2.5, "b");
console.log(box, box.map((b) => typeof b));
function toggle(x: number | boolean): number | boolean { return typeof x === "number" ? x > 0 : x ? 1 : 0; }
console.log(toggle(5), toggle(-5), toggle(true), toggle(false));
const numbers: (number | null)[] = [1, null, 3];
console.log(numbers.filter((n) => n !== null).reduce((a, b) => a + b, 0));
