const words = ["b", "a", "B", "aa", "", "é", "Z", "10", "9"];
console.log([...words].sort(), "a" < "b", "a" < "B", "10" < "9", "" < "a", "a" < "aa", "a" > "a", "a" >= "a");
console.log(
  "a".localeCompare("b"), "b".localeCompare("a"), "a".localeCompare("a"), ("abc" as string) === "ab" + "c", ("1" as unknown) == 1,
  ("a" as string) != "b",
);
console.log("abc" < ("abd" as string), [..."hello"].reverse().join(""), "x" + 1 + 2, 1 + 2 + "x", "a" + null + undefined + true, `${[]}|${{}}`);
