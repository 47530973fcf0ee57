class DefaultMap<K, V> extends Map<K, V> {
  make: () => V;
  constructor(make: () => V) {
    super();
    this.make = make;
  }
  override get(k: K): V {
    let v = super.get(k);
    if (v === undefined) {
      v = this.make();
      this.set(k, v);
    }
    return v;
  }
}
const d = new DefaultMap<string, number[]>(() => []);
d.get("a").push(1);
d.get("a").push(2);
d.get("b");
console.log([...d], d.size, d instanceof Map);
class Tags extends Set<string> { get list(): string { return [...this].join("|"); } }
const t = new Tags(["x", "y"]);
t.add("z");
console.log(t.list, t);
