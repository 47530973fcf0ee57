console.log("a,b,c".split(","), "a,b,c".split(",", 2), "abc".split(""), "".split(","), "".split(""));
console.log("a,,b,".split(","), "no".split("x"), "a1b2c3".split(/\d/), "a1b2c3".split(/(\d)/));
console.log("one two  three".split(" "), "x".split("x"), "aXbXc".split("X").join("-"));
console.log("2024-01-15".split("-").map(Number));
