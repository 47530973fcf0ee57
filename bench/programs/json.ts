import { measure, Random } from "./measure.ts";

interface Item {
  id: number;
  name: string;
  price: number;
  tags: string[];
  stock: { here: number; there: number | null };
}

measure(() => {
  const random = new Random(3);
  const items: Item[] = Array.from({ length: 500 }, (_, id) => ({
    id, name: `item "${id}" é`, price: (random.next() % 100_000) / 100, tags: [`t${random.next() % 50}`, "common"],
    stock: { here: random.next() % 90, there: id % 3 === 0 ? null : random.next() % 9 },
  }));
  let text = JSON.stringify(items), sum = 0;
  for (let round = 0; round < 200; round++) {
    const parsed = JSON.parse(text) as Item[];
    for (const item of parsed) sum += item.stock.here + item.tags.length;
    parsed[round]!.stock.here += 1;
    text = JSON.stringify(parsed);
  }
  return `${sum}/${text.length}`;
});
