// WH2014
const o = { a: 1 };
Object.setPrototypeOf(o, { b: 2 });
console.log(o);
