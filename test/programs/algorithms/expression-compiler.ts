type Op = { op: "push"; value: number } | { op: "load"; name: string } | { op: "+" | "-" | "*" | "/" | "neg" } | { op: "call"; name: string; count: number };
function compile(source: string): Op[] {
  const tokens = source.match(/\d+(?:\.\d+)?|[a-z]\w*|[-+*/(),]/g) ?? [];
  const code: Op[] = [];
  let at = 0;
  const PRECEDENCE: Record<string, number> = { "+": 1, "-": 1, "*": 2, "/": 2 };
  const primary = (): void => {
    const t = tokens[at++];
    if (t === undefined) throw new SyntaxError("unexpected end");
    if (t === "(") { binary(0); if (tokens[at++] !== ")") throw new SyntaxError("missing )"); }
    else if (t === "-") { primary(); code.push({ op: "neg" }); }
    else if (/\d/.test(t)) code.push({ op: "push", value: Number(t) });
    else if (tokens[at] === "(") { at++; let count = 0; while (tokens[at] !== ")") { binary(0); count++; if (tokens[at] === ",") at++; } at++; code.push({ op: "call", name: t, count }); }
    else code.push({ op: "load", name: t });
  };
  const binary = (min: number): void => {
    primary();
    for (let t = tokens[at]; t !== undefined && (PRECEDENCE[t] ?? 0) > min; t = tokens[at]) { at++; binary(PRECEDENCE[t]!); code.push({ op: t as "+" }); }
  };
  binary(0);
  return code;
}
const FUNCTIONS: Record<string, (...xs: number[]) => number> = { max: Math.max, sqrt: Math.sqrt, sum: (...xs) => xs.reduce((a, b) => a + b, 0) };
function run(code: Op[], env: Record<string, number>): number {
  const stack: number[] = [];
  const pop = (): number => stack.pop()!;
  for (const i of code) {
    switch (i.op) {
      case "push": stack.push(i.value); break;
      case "load": { const v = env[i.name]; if (v === undefined) throw new ReferenceError(i.name + " is not defined"); stack.push(v); break; }
      case "neg": stack.push(-pop()); break;
      case "call": { const args = stack.splice(stack.length - i.count); stack.push(FUNCTIONS[i.name]!(...args)); break; }
      case "+": stack.push(pop() + pop()); break;
      case "*": stack.push(pop() * pop()); break;
      case "-": { const b = pop(); stack.push(pop() - b); break; }
      case "/": { const b = pop(); stack.push(pop() / b); break; }
    }
  }
  return pop();
}
for (const s of ["1 + 2 * 3", "(1 + 2) * 3", "-x * (y - 4) / 2", "max(1, x, sqrt(81)) - sum(1, 2, 3)", "10 - 4 - 3", "z"]) try { console.log(s, "=", run(compile(s), { x: 5, y: 10 })); } catch (e) { console.log(s, String(e)); }
