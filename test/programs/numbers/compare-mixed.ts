const any = (x: unknown): any => x;
console.log(
  any(null) == undefined, any(null) == 0, any("") == 0, any("1") == 1, any([]) == "", any([1]) == 1, any({}) == "[object Object]",
  any(NaN) == any(NaN), any(true) == 1, any("true") == true, any(null) >= 0, any(undefined) >= 0, any(null) + 1,
  any(undefined) + 1, any([]) + any({}), any("3") - 1, any("3") + 1, any("3") * any("4"), any(true) + true, -any("5"), +any("") ,
  +any(" "), +any([]), +any({}),
);
console.log(
  any("b") > any("a"), any("10") < any(9), any([2]) > 1, any("a") < 1, any(new Date(5)) > any(new Date(4)), any(null) < 1,
  0 == any("0"), any(0) == any("-0"), typeof any(null), typeof any(undefined), typeof any(() => 1), typeof any(Symbol()),
  any(1) === any("1"), !any(""), !!any("0"), !any(NaN), any(0) || "z", any("") ?? "q", any(null) ?? "n", any(5) && "five",
);
let v: any = "5";
v++;
console.log(v, typeof v);
v = "a";
v++;
console.log(v);
v = null;
v--;
console.log(v);
v = undefined;
v += 1;
console.log(v);
v = [1];
v += [2];
console.log(v);
v = "2";
v **= 3;
console.log(v);
console.log(v << 1);
