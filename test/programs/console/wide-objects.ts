console.log({ alpha: 1, beta: 2, gamma: 3, delta: 4, epsilon: 5, zeta: 6, eta: 7, theta: 8, iota: 9, kappa: 10 });
console.log({ name: "a rather long name for a thing", description: "with an even longer description of what it is", n: 1 });
console.log({ users: [{ id: 1, name: "Ann", tags: ["x", "y"] }, { id: 2, name: "Bob", tags: [] }], total: 2, next: null });
console.log({ a: "x".repeat(100) }, ["y".repeat(80)]);
console.log(Object.fromEntries(Array.from({ length: 30 }, (_, i) => ["key" + i, i])));
console.log({ fn: { deep: { deeper: { deepest: 1 } } }, text: "line1\nline2", list: [[1, 2, [3, 4, [5]]]] });
console.log([{ a: 1, b: 2 }, { a: 3, b: 4 }, { a: 5, b: 6 }], [["a", 1], ["b", 2]]);
console.log({ s: 'it\'s', d: "say \"hi\"", b: "both ' and \"", t: "`tick`", all: "'\"`" });
console.log(new Map(Array.from({ length: 5 }, (_, i) => ["some key " + i, { value: i, label: "label " + i }])));
