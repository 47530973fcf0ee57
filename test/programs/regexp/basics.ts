console.log(/a+b/.test("caaab"), /^x/.test("ax"), /\d{2,3}/.exec("a1234")?.[0], /(\w+)@(\w+)\.com/.exec("me@site.com"));
const m = /(?<year>\d{4})-(?<month>\d{2})/.exec("on 2024-05-06");
console.log(m?.index, m?.groups?.["year"], m?.groups?.["month"], m?.input, m?.[0]);
console.log("a1b2".match(/\d/g), "abc".match(/\d/g), "abc".match(/(b)(x)?/), [..."k1=v1,k2=v2".matchAll(/(\w+)=(\w+)/g)].map((x) => [x[1], x[2], x.index]));
console.log(/A/i.test("a"), /^b/m.test("a\nb"), /a.c/s.test("a\nc"), /a.c/.test("a\nc"), /\bfoo\b/.test("a foo b"), /[^abc]/.exec("abcd")?.[0]);
console.log(String(/a\/b/gi), /x/g.source, /x/gi.flags, new RegExp("a+", "g").toString(), new RegExp("/").source);
const re = /o/g;
console.log(re.exec("foo")?.index, re.lastIndex, re.exec("foo")?.index, re.exec("foo"), re.lastIndex);
console.log(/(?:ab|a)c?/.exec("abc")?.[0], /a|b|/.exec("c")?.[0] === "", /x*/.exec("y")?.[0] === "", /(a)|(b)/.exec("b"));
