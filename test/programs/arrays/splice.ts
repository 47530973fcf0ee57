const a = [1, 2, 3, 4, 5];
console.log(a.splice(1, 2), a, a.splice(-1), a, a.splice(1, 0, 9, 8), a, a.splice(0), a);
const b = ["x", "y", "z"];
console.log(b.splice(1, 100, "q"), b, b.splice(-100, 1), b, b.splice(2, 1), b, b.splice(0, 0), b);
console.log([1, 2, 3].toSpliced(1, 1, 7, 7), [1, 2, 3].with(1, 9), [3, 1, 2].toSorted(), [3, 1, 2].toReversed());
try { [1].with(5, 0); } catch (e) { console.log(String(e)); }
