class Money {
  constructor(amount: number, cur: string) {
    this.amount = amount;
    this.cur = cur;
  }
  amount: number;
  cur: string;
  toJSON(): string { return `${this.amount} ${this.cur}`; }
  toString(): string { return `<${this.amount}>`; }
  valueOf(): number { return this.amount; }
  get [Symbol.toStringTag](): string { return "Money"; }
}
const m = new Money(5, "EUR");
console.log(JSON.stringify({ m, l: [m] }), `${m}`, m + "" , +m, m > new Money(4, "USD"), Object.prototype.toString.call(m), m, [m].join());
