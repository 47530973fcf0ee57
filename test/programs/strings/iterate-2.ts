let out = "";
for (const c of "a😀é") out += `[${c}]`;
console.log(out);
for (let i = 0; i < 2; i++) console.log("ab"[i], "ab".charAt(i));
const it = "hi"[Symbol.iterator]();
console.log(
  it.next(), it.next(), it.next(), [..."héé"].length, Array.from("ab", (c) => c + c), Object.keys("ab"), Object.entries("ab"),
  { ...("hi" as unknown as object) },
);
console.log(
  "a" in { a: 1 }, "abc".length, ("abc" as unknown as Record<string, unknown>)["length"],
  ("abc" as unknown as Record<string, unknown>)["1"], ("abc" as unknown as { foo?: number }).foo,
);
