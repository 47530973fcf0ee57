const k = "dyn" + 1, s = Symbol("sym"); const o = { [k]: 1, [`${k}b`]: 2, [s]: 3, ["lit"]: 4, [1 + 1]: 5, [Symbol.toStringTag]: "Tagged" };
console.log(o, o[s], o[k as keyof typeof o], Object.keys(o), Object.getOwnPropertySymbols(o).length, String(o), JSON.stringify(o), { ...o }[s]);
const m = { f() { return "m"; }, async g() { return 1; }, *h() { yield 2; }, get [k]() { return "got"; } };
console.log(m, m.f(), [...m.h()], (m as Record<string, unknown>)["dyn1"]); m.g().then(console.log);
