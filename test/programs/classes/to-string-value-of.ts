class Money {
  cents: number;
  constructor(cents: number) { this.cents = cents; }
  valueOf(): number { return this.cents; }
  toString(): string { return `$${(this.cents / 100).toFixed(2)}`; }
  toJSON(): string { return "money:" + this.cents; }
}
const a = new Money(150), b = new Money(275);
console.log(`${a}`, String(b), a < b, a > b, JSON.stringify({ a, list: [b] }));
console.log(Number(a) + Number(b), [a, b].join(" and "));
class Plain { x = 1; }
console.log(`${new Plain()}`, String([new Plain()]), String({ toString: () => "mine" }));
