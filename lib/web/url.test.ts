import assert from "node:assert/strict";
import { test } from "node:test";
import { URL as OwnUrl } from "./url.ts";
import { URLSearchParams as OwnParams } from "./url-search-params.ts";

const SEEDS: readonly string[] = [
  "http://example.com", "http://user:pass@example.com:8080/a/b/../c?x=1&y=2#frag", "https://EXAMPLE.com:443/%41/./b", "http://1.2.3.4/", "http://0x7f.1/", "http://256.1/", "http://1.2.3.4.5/",
  "http://[::1]:80/", "http://[2001:db8::ff00:42:8329]/", "http://[::ffff:1.2.3.4]/", "http://[1:2:3:4:5:6:7:8:9]/", "file:///C:/a/../b", "file://host/share", "file:c|/x", "file:/a", "mailto:a@b.c", "data:text/plain,hello world",
  "http:example.com", "http:/a", "//other/p", "/path", "path", "../up", "?q", "#f", "", ".", "a/b/c/..", "http://a b/", "http://a%20b/", "http://a:b@c:d/", "http://a:99999/", "http://", "http:///x", "ws://x:80/", "wss://x:443/a b",
  "javascript:alert(1)", "foo://bar:1/x?y#z", "foo:bar?x#y", "foo:/a/../b", "foo://", "http://x/\u00e4\u20ac\ud83d\ude00?\u00e4='", "http://x/a\\b\\..\\c", " http://x/\t\n a ", "http://x:0/", "http://x:/", "http://@x/", "http://:@x/", "blob:https://a.b/c", "http://x//a//b", "foo:///a", "http://x?y?z", "http://%41.com/", "http://a..b/", "http://-a/", "http://a^b/", "http://a|b/", "foo://a^b/", "about:blank", "http://x/%zz%", "http://x/{}^`<>\"",
];
const BASES: readonly (string | undefined)[] = [undefined, "http://host/a/b/c?q#f", "https://u:p@h:1/", "file:///C:/d/e", "file:///d/e", "mailto:x", "foo://h/p/q", "foo:/p"];

function shown(make: () => URL): unknown {
  let url: URL;
  try { url = make(); } catch (error) { return error instanceof Error ? `${(error as NodeJS.ErrnoException).code}` : error; }
  return [url.href, url.origin, url.protocol, url.username, url.password, url.host, url.hostname, url.port, url.pathname, url.search, url.hash, String(url.searchParams)];
}
function hasWideHost(text: string): boolean { return /[^\x00-\x7f]/.test(text) || /%[89a-f]/i.test(text) || /xn--/i.test(text); }

function random(seed: number): () => number {
  let state = seed;
  return () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
}

test("URL agrees with Node for every seed and base, and for mutations", () => {
  const next = random(5);
  const bytes = "/\\:?#@%.[]0aA \t|x-~^";
  const inputs = [...SEEDS];
  for (let i = 0; i < 4000; i++) {
    let text = SEEDS[Math.floor(next() * SEEDS.length)] as string;
    for (let n = 1 + Math.floor(next() * 2); n > 0; n--) {
      const at = Math.floor(next() * (text.length + 1));
      text = text.slice(0, at) + bytes.charAt(Math.floor(next() * bytes.length)) + text.slice(at + (next() < 0.5 ? 1 : 0));
    }
    inputs.push(text);
  }
  let differ = 0;
  for (const [index, input] of inputs.entries()) {
    if (index >= SEEDS.length && hasWideHost(input)) continue;
    for (const base of index < SEEDS.length ? BASES : [BASES[index % BASES.length]]) {
      const wanted = shown(() => new URL(input, base));
      const own = shown(() => new OwnUrl(input, base) as unknown as URL);
      try { assert.deepEqual(own, wanted); } catch { if (differ++ < 12) console.log(JSON.stringify(input), base, "\n", JSON.stringify(own), "\n", JSON.stringify(wanted)); }
    }
  }
  assert.equal(differ, 0);
});

test("URL's setters agree with Node", () => {
  const next = random(9);
  const values = ["", "x", "https", "http:", "a/b", "?q=1&r", "#h", "8080", "80", "host:81", "[::1]", "u ser", "p@ss", "/x/../y", "a b", "foo", "file", "99999", "12x"];
  const names = ["protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash"] as const;
  for (let round = 0; round < 4000; round++) {
    const start = ["http://example.com/a?b#c", "https://u:p@h:1/x", "file:///d/e", "foo://bar/x", "mailto:x@y"][round % 5] as string;
    const wanted = new URL(start);
    const own = new OwnUrl(start);
    for (let i = 0; i < 2; i++) {
      const name = names[Math.floor(next() * names.length)] as (typeof names)[number];
      const value = values[Math.floor(next() * values.length)] as string;
      wanted[name] = value;
      own[name] = value;
      assert.equal(own.href, wanted.href, `${start} ${name} = ${JSON.stringify(value)}`);
    }
  }
});

test("URLSearchParams agrees with Node", () => {
  for (const init of ["", "?a=1&b=2&a=3", "a+b=%20c&d", "&&x&=y&=", "\u00e4=\u20ac&%zz=%41%c3%a4%ff"]) {
    const wanted = new URLSearchParams(init);
    const own = new OwnParams(init);
    assert.deepEqual([...own], [...wanted]);
    assert.equal(String(own), String(wanted));
    for (const params of [wanted, own]) { params.append("z", "~ *'()!"); params.set("a", "9"); params.delete("b"); params.sort(); }
    assert.equal(String(own), String(wanted));
    assert.deepEqual([own.get("a"), own.getAll("z"), own.has("q"), own.size], [wanted.get("a"), wanted.getAll("z"), wanted.has("q"), wanted.size]);
  }
  const url = new OwnUrl("http://x/?a=1");
  url.searchParams.append("b", "2");
  assert.equal(url.href, "http://x/?a=1&b=2");
  url.search = "?c=3";
  assert.equal(url.searchParams.get("c"), "3");
});
