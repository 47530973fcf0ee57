import { measure, Random } from "./measure.ts";

measure(() => {
  const random = new Random(7);
  const keys = Array.from({ length: 20_000 }, (_, i) => `key:${i}:${random.next() % 1000}`);
  const map = new Map<string, number>();
  let sum = 0;
  for (let i = 0; i < 2_000_000; i++) {
    const key = keys[random.next() % keys.length]!;
    const value = map.get(key);
    if (value === undefined) map.set(key, i);
    else {
      sum = (sum + value) % 1_000_003;
      if (i % 17 === 0) map.delete(key);
      else map.set(key, value + 1);
    }
  }
  return sum + map.size;
});
