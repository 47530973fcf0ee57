import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { test } from "node:test";
import { nameOfText, ROOT } from "./name.ts";
import { Type } from "./record.ts";
import { parseZoneFile } from "./zone-file.ts";

test("parseZoneFile() joins parentheses, inherits owners, knows times and comments", () => {
  const sets = parseZoneFile(`
$ORIGIN a.test. ; comment
$TTL 1h30m
@ SOA ns host ( 1 2h ; a comment with ) in it
   3 4
   5 )
  NS ns
ns 60 IN A 192.0.2.1
   IN 90 AAAA 2001:db8::1
x.a.test. TXT "a;b" c`);
  deepStrictEqual(sets.map(({ type, ttl }) => [type, ttl]), [[Type.SOA, 5400], [Type.NS, 5400], [Type.A, 60], [Type.AAAA, 90], [Type.TXT, 5400]]);
  strictEqual(sets[4]?.name, nameOfText("x.a.test.", ROOT));
  deepStrictEqual(sets[4]?.records[0]?.pieces, [Buffer.from("\x03a;b"), Buffer.from("\x01c")]);
  deepStrictEqual(sets[3]?.records[0]?.pieces, [Buffer.from("20010db8000000000000000000000001", "hex")]);
});

test("parseZoneFile() says the line of what it doesn't understand", () => {
  throws(() => parseZoneFile("@ A 1.2.3"), /line 1 .*"1\.2\.3" is not an IPv4 address/);
  throws(() => parseZoneFile("\n@ AAAA 1:2"), /line 2 .*IPv6/);
  throws(() => parseZoneFile("@ HINFO x"), /type HINFO/);
  throws(() => parseZoneFile("@ MX mail"), /not a number/);
  throws(() => parseZoneFile("@ SOA ( a"), /parenthesis/);
});
