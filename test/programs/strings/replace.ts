console.log("a-b-c".replace("-", "+"), "a-b-c".replaceAll("-", "+"), "aaa".replace("a", "$&$&"), "abc".replace("b", (m) => m.toUpperCase()));
console.log("x.y.z".replaceAll(".", ""), "abc".replaceAll("", "-"), "price: 5".replace("5", "$$9"));
console.log("John Smith".replace(/(\w+)\s(\w+)/, "$2, $1"), "aBc".replace(/[a-z]/g, (c) => `<${c}>`));
console.log("a1b22".replace(/\d+/g, (d, offset: number) => `[${d}@${offset}]`));
console.log("abc".replace("x", "y"), "$1".replace("$1", "ok"), "cat".replace("a", "$`|$'"));
