const log: string[] = [];
function f(mode: string): string {
  try {
    log.push("try " + mode);
    if (mode === "throw") throw new Error("thrown");
    if (mode === "return") return "from try";
    log.push("end of try");
  } catch (e) {
    log.push("catch");
    return "from catch";
  } finally {
    log.push("finally");
  }
  return "after";
}
console.log(f("throw"), f("return"), f("normal"), log);
function override(): string { try { return "try"; } finally { return "finally"; } }
function swallow(): string { try { throw new Error("lost"); } finally { return "swallowed"; } }
console.log(override(), swallow());
let order = "";
for (let i = 0; i < 4; i++) {
  try { if (i === 1) continue; if (i === 3) break; order += i; } finally { order += "f"; }
}
console.log(order);
function nested(): string {
  let s = "";
  try { try { throw new Error("a"); } finally { s += "1"; } } catch (e) { s += (e as Error).message; } finally { s += "2"; }
  return s;
}
console.log(nested());
let x = 1;
function value(): number { try { return x; } finally { x = 2; } }
console.log(value(), x);
