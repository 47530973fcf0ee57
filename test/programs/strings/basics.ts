const s = "Hello, World";
console.log(s.length, s[0], s[7], s.charAt(4), s.charAt(99) === "", s.charCodeAt(1), s.at(-1), s.at(0), s.at(50));
console.log(s.toUpperCase(), s.toLowerCase(), s + "!" + 1, s.concat("?", "!"));
console.log(s.slice(7), s.slice(-5), s.slice(2, 5), s.slice(5, 2) === "", s.substring(5, 2), s.substring(-3, 4));
console.log("ab" === "a" + "b", "a" < "b", "abc".repeat(3), "x".repeat(0) === "");
console.log(`${s.length} ${s[0]} ${1 + 1}`);
let built = "";
for (let i = 0; i < 10; i++) built += String.fromCharCode(97 + i);
console.log(built);
