const s = "a-b-c-b";
console.log(
  s.indexOf("b"), s.indexOf("b", 3), s.lastIndexOf("b"), s.lastIndexOf("b", 5), s.indexOf(""), s.indexOf("", 99),
  s.lastIndexOf(""), s.includes("c-b"), s.startsWith("b", 2), s.endsWith("c", 5), s.startsWith(""), s.indexOf("zz"),
);
console.log(
  s.replace("b", "X"), s.replaceAll("b", "$&$&"), s.replace("b", "$`|$'"), s.replaceAll("b", (m, i: number) => `${m}${i}`),
  s.replace("", "_"), "aaa".replaceAll("", "-"), s.replace("b", "$$"), s.replace("b", "$1"),
);
console.log(
  s.split("-"), s.split("-", 2), s.split(""), s.split("zz"), "".split(","), "".split(""), s.split("-", 0), "a,b,".split(","),
  "abc".split(undefined as unknown as string),
);
try { "x".replaceAll(/x/, "y"); } catch (e) { console.log(String(e)); }
