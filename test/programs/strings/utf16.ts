const s = "a😀é漢";
console.log(s.length, s.charCodeAt(1), s.charCodeAt(2), s.codePointAt(1), s.codePointAt(2), s.codePointAt(0));
console.log([...s], [...s].length, s.split("").length);
for (const c of s) console.log(c, c.length, c.codePointAt(0)!.toString(16));
console.log(String.fromCodePoint(0x1f600, 97), String.fromCharCode(0xd83d, 0xde00), s.slice(1, 3), s.at(-1));
console.log("\u{1F600}" === "\ud83d\ude00", ("é" as string) === "e\u0301", "e\u0301".normalize() === "é", "\x41\u0042");
console.log(s.toUpperCase(), "ß".toUpperCase(), "İ".toLowerCase().length, "ΑΣ".toLowerCase());
console.log("é" < "z", "漢" > "é", "😀" > "\uffff", s.indexOf("é"), s.isWellFormed(), "\ud800".isWellFormed());
console.log(encodeURIComponent(s), decodeURIComponent("%F0%9F%98%80"), encodeURI("a b/c?d=é"));
