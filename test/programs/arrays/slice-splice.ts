const a = [0, 1, 2, 3, 4, 5];
console.log(a.slice(2), a.slice(-2), a.slice(1, 3), a.slice(4, 2), a.slice());
console.log(a.splice(1, 2), a);
console.log(a.splice(1, 0, 10, 11), a);
console.log(a.splice(-1), a, a.splice(0, 1, 77), a);
console.log(a.splice(2, 100), a, a.splice(0), a);
const b = [1, 2, 3, 4, 5];
console.log(b.copyWithin(0, 3), [1, 2, 3].fill(0, 1), [1, 2, 3].fill(9, -1));
console.log(b.toSpliced(1, 1), b.toReversed(), b.with(0, 99), b);
