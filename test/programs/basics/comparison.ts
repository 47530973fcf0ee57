const nan = Number("x");
console.log(1 < 2, 2 <= 2, 3 > 4, 4 >= 4, 1 === 1, 1 !== 1);
console.log(nan === nan, NaN < 1, NaN > 1, 0 === -0, Object.is(0, -0), Object.is(NaN, NaN));
console.log("a" < "b", "B" < "a", "10" < "9", "abc" < "abcd", "" < "a");
const s: string = "hello", t: string = "hel" + "lo";
console.log(s === t, s !== t);
const o = { x: 1 }, p = { x: 1 }, q = o;
console.log(o === q, o === (p as object));
console.log(null === (undefined as unknown), null == (undefined as unknown));
