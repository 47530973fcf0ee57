const m: (number | string | boolean | null | undefined | { a: number } | number[])[] = [1, "two", true, null, undefined, { a: 3 }, [4, 5]];
console.log(m, m.length);
for (const x of m) console.log(typeof x, x);
m.push(0.5); m[0] = "changed";
console.log(m[0], m.at(-1), m.indexOf(0.5), m.includes(undefined), m.indexOf("two"));
