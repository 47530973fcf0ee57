interface Dictionary { [key: string]: number }
const d: Dictionary = { one: 1, two: 2 };
d["three"] = 3;
const key = "fo" + "ur";
d[key] = 4;
console.log(d, d["one"], d["nope"], "two" in d, "x" in d);
delete d["one"];
console.log(Object.keys(d), Object.values(d), Object.entries(d));
for (const k in d) console.log(k, d[k]);
const sparse: { [n: number]: string } = {};
sparse[10] = "ten"; sparse[2] = "two"; sparse[-1] = "minus";
console.log(sparse, Object.keys(sparse));
const order: Record<string, number> = {};
order["b"] = 1; order["10"] = 2; order["a"] = 3; order["2"] = 4; order["01"] = 5;
console.log(Object.keys(order).join(), JSON.stringify(order));
