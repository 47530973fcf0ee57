console.log("tab\there", "new\nline", "quote\"s", 'single\'s', "back\\slash", "nul\0end".length);
console.log(["tab\t", "new\n", "quote\"", "single'", "both'\"", "back\\", "\u0001", "\x7f", "é", "😀", "all'\"`"]);
console.log(JSON.stringify("tab\t new\n quote\" \u0001 \u2028 é 😀 \ud800"));
console.log({ key: "va'lue", "od-d": 1, "0": 2, "a b": 3 });
