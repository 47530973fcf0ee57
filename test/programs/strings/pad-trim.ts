console.log("[" + "5".padStart(3) + "]", "[" + "5".padStart(3, "0") + "]", "[" + "abc".padEnd(6, "12") + "]", "abc".padStart(2));
console.log("[" + "  hi \n\t".trim() + "]", "[" + "  hi ".trimStart() + "]", "[" + "  hi ".trimEnd() + "]");
console.log("[" + "\u00a0\ufeff x\u2003".trim() + "]");
console.log("x".padStart(10, "abc"), "x".padEnd(5, ""));
