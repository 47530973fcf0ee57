// WH2019: a property of Unicode that the library has no table of.
console.log(/\p{Script=Ogham}/u.test("ᚁ"));
