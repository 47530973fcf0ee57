console.log(
  String(null), String(undefined), String(1.50), String(-0), String([1, [2]]), String({}), String(Symbol("d")),
  String(() => 1).length > 0, String(true), String("s"), String(),
);
console.log(
  (255).toString(16), (0.1).toString(2).slice(0, 12), (-255).toString(36), (1e21).toString(), (123.456).toString(8),
  (5).toString(2).padStart(8, "0"),
);
console.log(
  Number("12"), Number(" 12 "), Number(""), Number("1e3"), Number("0x1F"), Number("0b11"), Number("0o17"), Number("abc"),
  Number("1_000"), Number("Infinity"), Number("-Infinity"), Number("+5"), Number("."), Number(".5"), Number("5."), Number("1 2"),
  Number(null), Number(undefined), Number(true), Number([5]), Number([1, 2]), Number({}), Number(new Date(5)),
);
