function counter(): { up: () => number; down: () => number; value: () => number } {
  let n = 0;
  return { up: () => ++n, down: () => --n, value: () => n };
}
const a = counter(), b = counter();
a.up(); a.up(); b.down();
console.log(a.value(), b.value());
const fs: (() => number)[] = [];
for (let i = 0; i < 3; i++) fs.push(() => i * 10);
console.log(fs.map((f) => f()));
for (const x of ["p", "q"]) fs.push(() => x.charCodeAt(0));
console.log(fs.map((f) => f()));
const adder = (x: number) => (y: number) => (z: number) => x + y + z;
console.log(adder(1)(2)(3));
let shared = 1;
const inc = (): void => { shared += 1; };
inc(); inc();
console.log(shared);
const loopCells: (() => number)[] = [];
for (let i = 0; i < 3; i++) { loopCells.push(() => i); i += 0; }
for (let i = 0; i < 2; i++) loopCells.push(() => i++);
console.log(loopCells.map((f) => f()), loopCells.map((f) => f()));
