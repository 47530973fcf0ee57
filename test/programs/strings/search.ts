const s = "the quick brown fox jumps over the lazy dog";
console.log(s.indexOf("the"), s.indexOf("the", 1), s.lastIndexOf("the"), s.lastIndexOf("the", 10), s.indexOf("zzz"), s.indexOf(""), s.indexOf("", 100));
console.log(s.includes("fox"), s.includes("cat"), s.includes("the", 32), s.startsWith("the"), s.startsWith("quick", 4), s.endsWith("dog"), s.endsWith("lazy", 39));
console.log("aaa".indexOf("aa"), "aaa".lastIndexOf("aa"), "aaa".lastIndexOf(""));
console.log("abcabc".search(/c/), "abc".search(/z/));
