console.log(Number(""), Number(" "), Number("12"), Number(null), Number(undefined), Number(true), Number([]), Number([5]), Number({}), Number("1,2"));
console.log(String(12), String(true), String(null), String(undefined), String([1, [2, 3]]), String({}));
console.log(Boolean(""), Boolean("x"), Boolean(0), Boolean({}));
console.log(1 + "2", "3" + 4, "" + 1.5, 1 + 2 + "3", "1" + 2 + 3);
const n: unknown = "7";
console.log(Number(n) * 2);
