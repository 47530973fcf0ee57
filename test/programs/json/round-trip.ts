interface Item { id: number; tags: string[]; meta: { price: number; stock: number | null } }
const items: Item[] = Array.from({ length: 50 }, (_, i) => ({ id: i, tags: ["t" + i, "é" + i * 2], meta: { price: i * 1.1, stock: i % 3 === 0 ? null : i } }));
const text = JSON.stringify(items);
const back = JSON.parse(text) as Item[];
console.log(text.length, JSON.stringify(back) === text, back[7], back.length);
let total = 0;
for (const item of back) total += item.meta.price * (item.meta.stock ?? 0);
console.log(total);
const nested = JSON.parse("[".repeat(200) + "]".repeat(200)) as unknown[];
let depth = 0;
for (let x: unknown = nested; Array.isArray(x); x = x[0]) depth++;
console.log(depth);
