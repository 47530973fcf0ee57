const m = /(?<y>\d{4})-(?<mo>\d\d)/.exec("on 2024-05 and 2023-01")!;
console.log(m, m.index, m.groups!["y"], m.input.length, m.length);
console.log(
  "2024-05".replace(/(?<y>\d+)-(?<m>\d+)/, "$<m>/$<y>"), "aBc".replace(/b/i, (x) => `[${x}]`),
  "a1b2".replace(/\d/g, (d, off: number) => `${d}@${off}`), [..."a1b22".matchAll(/[a-z](\d+)/g)].map((x) => [x[0], x[1], x.index]),
  "a,b;c".split(/[,;]/), "a1b2c".split(/(\d)/), "abc".split(/(?:)/), "x".match(/y/), "aXbX".match(/X/g), "foo bar".search(/bar/),
  /^\w+$/m.test("ab\ncd"), /a.c/s.test("a\nc"), /\bfoo\b/.test("a foo b"), /(a)|(b)/.exec("b"), /(?=a)a(?!b)/.exec("ab ac")?.index,
  /(?<=\$)\d+/.exec("cost $42")?.[0], /(?<!a)b/.exec("ab cb")?.index, /(\w)\1/.exec("hello")?.[0], /[^\d\s]+/.exec("12 ab")?.[0],
  /\u{1F600}/u.test("😀"), /^.$/u.test("😀"), /^.$/.test("😀"), /a{2,3}?/.exec("aaaa")?.[0], /(a+)+b/.test("aaaaaaaaaaaaab"),
  /\p{Lu}/u.test("É"),
);
const g = /o/g;
console.log(g.test("foo"), g.lastIndex, g.test("foo"), g.lastIndex, g.test("foo"), g.lastIndex);
const y = /o/y;
y.lastIndex = 1;
console.log(y.test("foo"), y.lastIndex, y.flags, y.source, String(y), new RegExp("a/b", "gi"), new RegExp(/x/g, "i").flags);
