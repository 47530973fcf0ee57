const name = "Ann", n: number = Number("3"), o = { toString: () => "custom" };
console.log(`${name} has ${n} item${n === 1 ? "" : "s"}`);
console.log(`nested ${`inner ${n + 1}`} end`, `${o}`, `${[1, 2]}`, `${null} ${undefined} ${true}`);
console.log(`line one
line two\ttab \${escaped} \` tick`);
function tag(parts: TemplateStringsArray, ...values: unknown[]): string {
  return parts.map((p, i) => `${p}<${i < values.length ? String(values[i]) : ""}>`).join("");
}
console.log(tag`a${1}b${"two"}c`, tag`none`);
console.log(String.raw`raw\n${n}`);
function rawParts(parts: TemplateStringsArray, ..._values: unknown[]): string { return parts.raw.join("|"); }
console.log(rawParts`x\ty${1}z` === "x\\ty|z");
