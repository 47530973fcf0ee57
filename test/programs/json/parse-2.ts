console.log(
  JSON.parse("[1, 2.5e3, -0, true, null, \"\\u0041\\n\"]"), JSON.parse("{\"a\":{\"b\":[]},\"__proto__\":1,\"a\":2}"),
  JSON.parse(" 5 "), JSON.parse("\"x\""), JSON.parse("{\"a\":[1,2]}", (k, v) => (Array.isArray(v) ? v.length : v)),
  JSON.parse("{\"2\":1,\"1\":2}"), JSON.parse("1e400"),
  JSON.parse("[1,[2]]", function (k, v) { return k === "0" ? undefined : v; }),
);
for (const t of [
  "", "{", "[1,]", "{\"a\":}", "nul", "01", "1.", "\"\n\"", "\"abc", "{a:1}", "[1 2]", "1 2", "'x'", "\"\\x\"", "-", "{\"a\":1,}",
  "tru", "[", "undefined",
]) try {
  JSON.parse(t);
  console.log("ok");
} catch (e) { console.log((e as Error).name, (e as Error).message); }
