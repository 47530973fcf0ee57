class Account {
  #balance = 0;
  static #count = 0;
  readonly id: number;
  constructor() { this.id = ++Account.#count; }
  deposit(n: number): this { this.#check(n); this.#balance += n; return this; }
  #check(n: number): void { if (n <= 0) throw new RangeError("bad amount " + n); }
  get balance(): number { return this.#balance; }
  static opened(): number { return Account.#count; }
  same(other: object): boolean { return #balance in other && other.#balance === this.#balance; }
}
const a = new Account().deposit(10).deposit(5), b = new Account();
console.log(a.balance, b.balance, Account.opened(), a.id, b.id);
try { b.deposit(-1); } catch (e) { console.log((e as Error).message); }
console.log(a.same(b), b.same(new Account()), a.same({}), Object.keys(a), JSON.stringify(a), a);
