// What JSON and untyped sources hand out.
const data: any = JSON.parse('{"list":[1,"two",{"three":3}],"f":null}');
console.log(data.list[2].three + 1, data.list[1].length, data.missing, data.list.length, data["list"][0]);
try { data.f.g.h(); } catch (e) { console.log((e as Error).message); }
try { data.list.nope(); } catch (e) { console.log((e as Error).message); }
let x: any = 5;
x += "!"; console.log(x);
x = [1, 2]; x.push(3); console.log(x.map((n: number) => n * 2));
x = { a: 1 }; x.b = 2; console.log(x, x.a + x.b, "a" in x);
const add = (a: any, b: any): any => a + b;
console.log(add(1, 2), add("a", 1), add([1], [2]), add({}, 1), add(null, 1), add(undefined, 1), add(true, true));
console.log(add(1, 2) < 10, add("10", "") < 9, data == null, x != null);
const n: number = data.list[0];
console.log(n + 1);
