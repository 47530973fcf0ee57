console.log(
  String.fromCharCode(72, 105, 0x1f600, -1).length, String.fromCharCode(65.9), String.fromCharCode(), String.fromCodePoint(128512),
  "😀".codePointAt(0), "😀".codePointAt(1), "😀".charCodeAt(0),
);
for (const bad of [-1, 1.5, 0x110000, NaN]) try { String.fromCodePoint(bad); } catch (e) { console.log(String(e)); }
console.log([..."a😀b"].map((c) => c.length), "😀".split(""), "\u{1F468}\u200D\u{1F469}".length, "abc".codePointAt(-1), escapeAll("é漢"));
function escapeAll(s: string): string {
  let r = "";
  for (let i = 0; i < s.length; i++) r += "\\u" + s.charCodeAt(i).toString(16).padStart(4, "0");
  return r;
}
