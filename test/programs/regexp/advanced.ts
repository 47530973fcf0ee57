console.log(/(\w)\1/.exec("hello")?.[0], /(?<c>.)\k<c>/.exec("aabb")?.[0], /foo(?=bar)/.exec("foobar")?.[0], /foo(?!bar)/.test("foobar"), /(?<=\$)\d+/.exec("cost $42")?.[0], /(?<!\$)\b\d+/.exec("$42 17")?.[0]);
console.log(/a.*?b/.exec("aXbXb")?.[0], /a.*b/.exec("aXbXb")?.[0], /(a+)+$/.test("aaaa"), /(?:a{2}){2}/.exec("aaaaa")?.[0], /^(?:(\d+)|(\w+))$/.exec("abc"));
console.log(/\u{1F600}/u.test("😀"), /^.$/u.test("😀"), /^.$/.test("😀"), /\p{L}+/u.exec("été!")?.[0], /[\u4e00-\u9fff]/.test("漢"), "😀".match(/./gu)?.length);
console.log("2024-01-02".replace(/(\d+)-(\d+)-(\d+)/, "$3/$2/$1"), "aaa".replace(/a/y, "b"), "x-y_z".split(/[-_]/), "camelCaseString".replace(/([A-Z])/g, (_, c: string) => "_" + c.toLowerCase()));
const sticky = /\d/y; sticky.lastIndex = 1;
console.log(sticky.test("a1"), sticky.lastIndex, sticky.test("a1"), sticky.lastIndex);
console.log("John".replace(/(?<first>\w)/, "$<first>."), /[\d\-x]+/.exec("a1-2x")?.[0], /\cJ/.test("\n"), /[\b]/.test("\b"), /\x41\u0042/.test("AB"), /\0/.test("\0"));
console.log(/(z)((a+)?(b+)?(c))*/.exec("zaacbbbcac"));
