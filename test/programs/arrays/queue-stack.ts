const queue: number[] = [];
for (let i = 0; i < 1000; i++) { queue.push(i); if (i % 3 === 2) queue.shift(); }
console.log(queue.length, queue[0], queue.at(-1));
let total = 0;
while (queue.length > 0) { total += queue.shift()!; if (total % 7 === 0 && queue.length > 5) queue.unshift(total % 13); }
console.log(total);
const stack: string[] = [];
for (const token of "3 4 + 2 * 7 -".split(" ")) {
  if (/\d/.test(token)) { stack.push(token); continue; }
  const b = Number(stack.pop()), a = Number(stack.pop());
  stack.push(String(token === "+" ? a + b : token === "*" ? a * b : a - b));
}
console.log(stack);
