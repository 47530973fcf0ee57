// TS2322
const n: number = "text";
console.log(n);
