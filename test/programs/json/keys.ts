// Names of properties that come again, that only look alike, and that hold escapes or wide characters.
const text = '[{"a":1,"b":2,"":3,"é":4,"日本":5,"\\u0061":6},{"b":1,"a":2,"":3,"é":4,"日本":5},{"ab":1,"ba":2,"a\\n":3,"Aa":4,"BB":5,"a":{"a":{"a":0}}}]';
const parsed = JSON.parse(text) as Record<string, unknown>[];
console.log(parsed, parsed.map((one) => Object.keys(one).join("|")));
const narrow = JSON.parse('{"x":1,"yy":2}'), wide = JSON.parse('{"x":"日","yy":2}');
console.log(Object.keys(narrow).every((key, i) => key === Object.keys(wide)[i]), "x" in wide, wide.yy);
const many: Record<string, number> = JSON.parse(`{${Array.from({ length: 300 }, (_, i) => `"k${i}":${i}`).join()}}`);
console.log(Object.keys(many).length, many["k299"], JSON.stringify(many) === JSON.stringify(JSON.parse(JSON.stringify(many))));
console.log(JSON.stringify([{ toJSON: (key: string) => `${typeof key} ${key}` }, [{ deep: { toJSON: (key: string) => key } }]]), JSON.stringify({ a: [1, { b: "é日\"\\\n" }], c: undefined, d: [] , e: {} }, null, 1));
for (const bad of ['{"a', '{"a\u0001":1}', '{"a" 1}', '{"a":1,}', '{a:1}']) {
  try { JSON.parse(bad); } catch (error) { console.log(String(error)); }
}
for (const length of [63, 64, 65, 1000]) console.log(Object.keys(JSON.parse(`[{"${"n".repeat(length)}":1},{"${"n".repeat(length)}":2}]`)[1])[0]?.length);
const circle: { list: unknown[] } = { list: [1] };
circle.list.push({ back: circle });
try { JSON.stringify(circle); } catch (error) { console.log(String(error)); }
