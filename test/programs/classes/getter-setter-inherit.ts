class Model {
  protected data: Record<string, number> = {};
  get count(): number { return Object.keys(this.data).length; }
  set(key: string, value: number): this { this.data[key] = value; return this; }
  get(key: string): number | undefined { return this.data[key]; }
}
class Limited extends Model {
  max: number;
  constructor(max: number) { super(); this.max = max; }
  override set(key: string, value: number): this {
    if (this.count >= this.max) throw new Error(`full at ${this.max}`);
    return super.set(key, value);
  }
}
const m = new Limited(2).set("a", 1).set("b", 2);
console.log(m.count, m.get("a"), m.get("zz"));
try { m.set("c", 3); } catch (error) { console.log((error as Error).message); }
