console.log(JSON.parse('{"a":1,"b":[true,false,null],"c":{"d":"e"}}'));
console.log(JSON.parse(" [1, -2.5e3, 0.1] "), JSON.parse('"\\u0041\\n\\"\\/\\ud83d\\ude00"'), JSON.parse("true"), JSON.parse("null"), JSON.parse("-0"));
const o = JSON.parse('{"x":1,"y":{"z":[1,2,3]}}') as { x: number; y: { z: number[] } };
console.log(o.x + 1, o.y.z.reduce((a, b) => a + b), Object.keys(o));
console.log(JSON.parse('{"a":1,"a":2,"__proto__x":3,"2":"two","1":"one"}'));
console.log(JSON.parse('[{"d":"2020-01-01"},5]', (k, v: unknown) => (k === "d" ? new Date(v as string).getUTCFullYear() : typeof v === "number" ? v + 1 : v)));
for (const bad of ["", "{", "[1,]", "{\"a\"}", "01", "'x'", "nul", "[1 2]", "\"\t\"", "1e", "{\"a\":1,}", "\"\\x\"", "undefined"]) {
  try { JSON.parse(bad); console.log("accepted", bad); } catch (e) { console.log((e as Error).name, (e as Error).message); }
}
