const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/, IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
for (const s of ["a@b.co", "bad@", "x y@z.com", "1.2.3.4", "256.1.1.1", "10.0.0"]) console.log(s, EMAIL.test(s), IPV4.test(s));
const log = `GET /index.html 200 12ms
POST /api/users 201 45ms
GET /missing 404 3ms`;
const rows = [...log.matchAll(/^(?<method>[A-Z]+) (?<path>\S+) (?<status>\d+) (?<ms>\d+)ms$/gm)].map((m) => ({ ...m.groups }));
console.log(rows);
console.log("1234567.89".replace(/\B(?=(\d{3})+(?!\d))/g, ","), "  trim  me ".replace(/^\s+|\s+$/g, "").replace(/\s+/g, " "), "<b>bold</b>".replace(/<[^>]+>/g, ""));
console.log("a=1&b=two&c=".split("&").map((p) => /^([^=]*)=(.*)$/.exec(p)?.slice(1)), "key: value # note".match(/^(\w+):\s*([^#]*?)\s*(?:#.*)?$/)?.slice(1));
console.log(encodeURIComponent("a b&c=d/é"), "snake_case_name".replace(/_(\w)/g, (_m, c: string) => c.toUpperCase()));
