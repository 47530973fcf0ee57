// Literals share a matcher, and nothing else.
function digits(): RegExp { return /\d/g; }
const a = digits(), b = digits();
console.log(a === b, a.test("1a2"), a.lastIndex, b.lastIndex, b.test("x"), a.lastIndex);
// The callback runs the same matcher while the outer replacement goes on.
function nested(text: string, depth: number): string {
  return text.replace(/(\w)(\w*)/g, (all, first: string, rest: string, at: number) => depth === 0 ? `<${all}>` : `${first}${nested(rest, depth - 1)}@${at}`);
}
console.log(nested("abc de f", 2));
const two = "k1=v1;k2=v2".matchAll(/(?<key>\w+)=(?<value>\w+)/g), three = "x1=y1;x2=y2".matchAll(/(?<key>\w+)=(?<value>\w+)/g);
for (let left = two.next(), right = three.next(); !left.done && !right.done; left = two.next(), right = three.next()) console.log(left.value[0], left.value.groups, right.value.index, right.value.groups);
const shared = /(a)|(b)/;
console.log(["xb", "a"].map((text) => shared.exec(text)), "1b2a3".split(shared), "b".replace(shared, "[$1$2]"));
console.log(structuredClone(/x\/y/gi), /[/\]]+/.source, /(?:)/.source, String(/\u{1f600}[^\u{1f601}]/u), /💩/u.test("💩"), /[\ud83d]/.test("💩"), /é|\xe8/i.test("È"));
console.log("aXbxc".split(/x/i), "2026-11-28".match(/(?<y>\d{4})-(?<m>\d\d)/)?.groups?.["m"], /^(?:a{2,70000}|b)$/.test("aa"), /a{0}b/.exec("ab")?.index, /[]|x/.test("x"), /x*$|^y/m.exec("zz\ny")?.index);
