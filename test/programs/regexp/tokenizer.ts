type Token = { kind: string; text: string; at: number };
const RULES: [string, RegExp][] = [["space", /\s+/y], ["number", /\d+(?:\.\d+)?/y], ["name", /[A-Za-z_]\w*/y], ["string", /"(?:[^"\\]|\\.)*"/y], ["operator", /[-+*/=<>!]=?|[(){};,]/y]];
function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  scan: while (at < source.length) {
    for (const [kind, re] of RULES) {
      re.lastIndex = at;
      const m = re.exec(source);
      if (m === null) continue;
      if (kind !== "space") tokens.push({ kind, text: m[0], at });
      at = re.lastIndex;
      continue scan;
    }
    throw new SyntaxError(`unexpected ${JSON.stringify(source[at])} at ${at}`);
  }
  return tokens;
}
for (const t of tokenize('let x = 3.14 * (y + "a\\"b") >= 10;')) console.log(t.kind.padEnd(9), t.text, t.at);
try { tokenize("a @ b"); } catch (e) { console.log((e as Error).message); }
