// WH2014
const o = { __proto__: null, a: 1 };
console.log(o.a);
