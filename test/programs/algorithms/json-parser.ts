type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
class Parser {
  #text: string; #at = 0;
  constructor(text: string) { this.#text = text; }
  parse(): Json { const v = this.#value(); this.#space(); if (this.#at < this.#text.length) this.#fail("end"); return v; }
  #fail(want: string): never { throw new SyntaxError(`want ${want} at ${this.#at}, got ${this.#text[this.#at] ?? "end"}`); }
  #space(): void { while (" \n\t\r".includes(this.#text[this.#at] ?? "x")) this.#at++; }
  #eat(s: string): boolean { if (!this.#text.startsWith(s, this.#at)) return false; this.#at += s.length; return true; }
  #value(): Json {
    this.#space();
    if (this.#eat("null")) return null;
    if (this.#eat("true")) return true;
    if (this.#eat("false")) return false;
    const c = this.#text[this.#at];
    if (c === '"') return this.#string();
    if (this.#eat("[")) { const list: Json[] = []; this.#space(); if (this.#eat("]")) return list; do list.push(this.#value()); while ((this.#space(), this.#eat(","))); if (!this.#eat("]")) this.#fail("]"); return list; }
    if (this.#eat("{")) { const o: { [key: string]: Json } = {}; this.#space(); if (this.#eat("}")) return o; do { this.#space(); const k = this.#string(); this.#space(); if (!this.#eat(":")) this.#fail(":"); o[k] = this.#value(); } while ((this.#space(), this.#eat(","))); if (!this.#eat("}")) this.#fail("}"); return o; }
    const m = /^-?\d+(\.\d+)?([eE][-+]?\d+)?/.exec(this.#text.slice(this.#at, this.#at + 30));
    if (!m) this.#fail("a value");
    this.#at += m[0].length;
    return Number(m[0]);
  }
  #string(): string {
    if (!this.#eat('"')) this.#fail("a string");
    let out = "";
    for (; ;) {
      const c = this.#text[this.#at++];
      if (c === undefined) this.#fail('"');
      if (c === '"') return out;
      if (c !== "\\") { out += c; continue; }
      const e = this.#text[this.#at++];
      out += e === "n" ? "\n" : e === "t" ? "\t" : e === "u" ? String.fromCharCode(parseInt(this.#text.slice(this.#at, (this.#at += 4)), 16)) : e;
    }
  }
}
const source = '{"a": [1, -2.5e2, {"b": "x\\n\\u0041\\""}], "t": true, "n": null, "e": [], "o": {}}';
console.log(new Parser(source).parse(), JSON.stringify(new Parser(source).parse()) === JSON.stringify(JSON.parse(source)));
for (const bad of ["[1,", "{1}", "tru", '"abc', "[] x"]) try { new Parser(bad).parse(); } catch (e) { console.log((e as Error).message); }
