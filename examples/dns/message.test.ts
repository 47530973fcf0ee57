import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { test } from "node:test";
import { ZONE_FILE } from "./example-zone.ts";
import { parseQuery } from "./message.ts";
import { nameOfText, readName, ROOT } from "./name.ts";
import { respond } from "./responder.ts";
import { parseZoneFile } from "./zone-file.ts";
import { Zone } from "./zone.ts";

const zone = new Zone(parseZoneFile(ZONE_FILE));

function query(name: string, type: number, options: { readonly opt?: readonly number[]; readonly flags?: number } = {}): Buffer {
  const { opt, flags = 0x0100 } = options;
  const head = Buffer.from([0x12, 0x34, flags >> 8, flags & 255, 0, 1, 0, 0, 0, 0, 0, opt === undefined ? 0 : 1]);
  return Buffer.concat([head, Buffer.from(nameOfText(name, ROOT), "latin1"), Buffer.from([type >> 8, type & 255, 0, 1]), Buffer.from(opt ?? [])]);
}

const OPT = [0, 0, 41, 0x10, 0, 0, 0, 0x80, 0, 0, 0];

test("parseQuery() reads EDNS", () => {
  const parsed = parseQuery(query("www.example.org.", 1, { opt: OPT }));
  ok("edns" in parsed);
  deepStrictEqual(parsed.edns, { udpBytes: 4096, version: 0, dnssecOk: true });
});

test("respond() says nothing to responses and to less than a header, and FORMERR to every truncation", () => {
  const whole = query("www.example.org.", 1, { opt: OPT });
  strictEqual(respond(zone, query("www.example.org.", 1, { flags: 0x8100 }), "udp"), undefined);
  for (let length = 0; length < whole.length; length++) {
    const response = respond(zone, whole.subarray(0, length), "udp");
    if (length < 12) strictEqual(response, undefined);
    else strictEqual((response?.[3] ?? 0) & 15, 1, `${length} bytes`);
  }
});

test("respond() never throws, whatever bit is flipped", () => {
  const whole = query("www.example.org.", 1, { opt: OPT });
  for (let bit = 0; bit < whole.length * 8; bit++) {
    const flipped = Buffer.from(whole);
    flipped[bit >> 3] = flipped[bit >> 3] ^ (1 << (bit & 7));
    respond(zone, flipped, "udp");
    respond(zone, flipped, "tcp");
  }
});

test("respond() refuses an unknown EDNS version with BADVERS", () => {
  const response = respond(zone, query("www.example.org.", 1, { opt: [0, 0, 41, 0x10, 0, 0, 1, 0, 0, 0, 0] }), "udp") ?? Buffer.alloc(0);
  strictEqual(response[3] & 15, 0);
  strictEqual(response[response.length - 6], 1); // the upper bits of 16
});

test("respond() keeps to 512 bytes without EDNS and to 1232 with it", () => {
  for (const [opt, most] of [[undefined, 512], [OPT, 1232]] as const) {
    const response = respond(zone, query("big.example.org.", 16, opt === undefined ? {} : { opt }), "udp") ?? Buffer.alloc(0);
    ok(response.length <= most);
    strictEqual(response[2] & 2, 2);
  }
  strictEqual((respond(zone, query("big.example.org.", 16), "tcp")?.[2] ?? 2) & 2, 0);
});

test("readName() refuses loops, overlong names and what goes past the end", () => {
  strictEqual(readName(Buffer.from([0xc0, 0x00]), 0), undefined);
  strictEqual(readName(Buffer.from([3, 97, 98]), 0), undefined);
  strictEqual(readName(Buffer.from([0x80, 0]), 0), undefined);
  strictEqual(readName(Buffer.from([...Array.from({ length: 150 }, () => [1, 97]).flat(), 0]), 0), undefined);
  deepStrictEqual(readName(Buffer.from([1, 97, 0, 1, 98, 0xc0, 0]), 3), { name: "\x01b\x01a\0", end: 7 });
});
