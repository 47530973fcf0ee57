type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };
const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
const err = <E>(error: E): Result<never, E> => ({ ok: false, error });
function parse(s: string): Result<number, string> { const n = Number(s); return Number.isNaN(n) ? err(`not a number: ${s}`) : ok(n); }
function chain<T, U, E>(r: Result<T, E>, f: (t: T) => Result<U, E>): Result<U, E> { return r.ok ? f(r.value) : r; }
for (const s of ["4", "-1", "x"]) {
  const r = chain(parse(s), (n) => (n >= 0 ? ok(Math.sqrt(n)) : err("negative")));
  console.log(r.ok ? `value ${r.value}` : `error ${r.error}`);
}
class Option<T> {
  readonly value: T | undefined;
  constructor(value?: T) { this.value = value; }
  map<U>(f: (t: T) => U): Option<U> { return this.value === undefined ? new Option<U>() : new Option(f(this.value)); }
  or(fallback: T): T { return this.value ?? fallback; }
}
console.log(new Option(3).map((x) => x + 0.5).or(0), new Option<number>().map(String).or("none"));
