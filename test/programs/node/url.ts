const u = new URL("https://user:pa%20ss@Example.com:8080/a/b/../c?x=1&y=two&x=3#frag");
console.log(u.href, u.protocol, u.host, u.hostname, u.port, u.pathname, u.search, u.hash, u.username, u.password, u.origin);
console.log(u.searchParams.get("x"), u.searchParams.getAll("x"), u.searchParams.has("z"), [...u.searchParams], u.searchParams.toString());
u.searchParams.append("new", "v a&l"); u.searchParams.delete("x"); u.pathname = "/new path"; u.hash = ""; u.port = "443";
console.log(u.href, String(u), JSON.stringify(u));
console.log(new URL("../up?q", "http://h/a/b/c").href, new URL("//other/x", "http://h").href, new URL("http://h").pathname, URL.canParse("nope"), new URL("http://127.1/").host, new URL("HTTP://EX.com:80/%7Efoo/é").href);
try { new URL("not a url"); } catch (e) { console.log((e as Error).name, (e as { code?: string }).code, (e as Error).message); }
const p = new URLSearchParams({ a: "1", b: "x y" });
p.append("a", "2"); p.sort();
console.log(p.toString(), p.size, new URLSearchParams("?q=%E2%82%AC+1&&e=").get("q"), [...new URLSearchParams([["k", "v"]]).keys()]);
console.log(u);
