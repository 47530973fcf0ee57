let kept: string[] = [];
let total = 0;
for (let i = 0; i < 200_000; i++) {
  const s = "item-" + i + ":" + (i * 7919 % 1000);
  total += s.length;
  if (i % 1000 === 0) kept.push(s.toUpperCase());
  if (kept.length > 100) kept = kept.slice(50);
}
console.log(total, kept.length, kept[0], kept.at(-1));
let rope = "";
for (let i = 0; i < 100_000; i++) rope += String.fromCharCode(97 + i % 26);
console.log(rope.length, rope.slice(99_990));
