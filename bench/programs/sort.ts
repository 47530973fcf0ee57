import { measure, Random } from "./measure.ts";

interface Row {
  readonly key: number;
  readonly name: string;
}

measure(() => {
  const random = new Random(11);
  const numbers = Array.from({ length: 300_000 }, () => random.next());
  const rows: Row[] = numbers.slice(0, 100_000).map((key) => ({ key: key % 1000, name: `n${key % 7919}` }));
  numbers.sort((a, b) => a - b);
  rows.sort((a, b) => a.key - b.key || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const names = rows.map((row) => row.name).sort();
  return `${numbers[1000]}/${rows[500]!.name}/${names[777]}`;
});
