class Big {
  readonly digits: number[];
  constructor(digits: number[]) { this.digits = digits; }
  static of(n: number): Big { return new Big([...String(n)].reverse().map(Number)); }
  plus(o: Big): Big { const out: number[] = []; let carry = 0; for (let i = 0; i < Math.max(this.digits.length, o.digits.length) || carry > 0; i++) { const s = (this.digits[i] ?? 0) + (o.digits[i] ?? 0) + carry; out.push(s % 10); carry = s >= 10 ? 1 : 0; } return new Big(out); }
  times(n: number): Big { const out: number[] = []; let carry = 0; for (const d of this.digits) { const p = d * n + carry; out.push(p % 10); carry = Math.floor(p / 10); } while (carry > 0) { out.push(carry % 10); carry = Math.floor(carry / 10); } return new Big(out); }
  toString(): string { return [...this.digits].reverse().join(""); }
}
let f = Big.of(1);
for (let i = 2; i <= 50; i++) f = f.times(i);
console.log(String(f));
let [a, b] = [Big.of(0), Big.of(1)];
for (let i = 0; i < 200; i++) [a, b] = [b, a.plus(b)];
console.log(`${a}`);
