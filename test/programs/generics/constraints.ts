interface HasId { id: number }
function byId<T extends HasId>(items: T[]): Map<number, T> { return new Map(items.map((i) => [i.id, i])); }
const m = byId([{ id: 2, name: "two" }, { id: 1, name: "one" }]);
console.log(m.get(1)?.name, [...m.keys()]);
function get<T, K extends keyof T>(o: T, k: K): T[K] { return o[k]; }
const o = { n: 1, s: "str", b: [true] };
console.log(get(o, "n") + 1, get(o, "s").length, get(o, "b")[0]);
function merge<A extends object, B extends object>(a: A, b: B): A & B { return { ...a, ...b }; }
console.log(merge({ a: 1 }, { b: "2" }));
type Tree<T> = { value: T; children: Tree<T>[] };
const leaf = <T>(value: T): Tree<T> => ({ value, children: [] });
const sum = (t: Tree<number>): number => t.value + t.children.reduce((s, c) => s + sum(c), 0);
console.log(sum({ value: 1, children: [leaf(2), { value: 3, children: [leaf(4)] }] }));
