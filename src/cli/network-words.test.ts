import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { test } from "node:test";
import { checkAddresses, parseForward, parseMemory, parseNetwork } from "./network-words.ts";

test("parseForward() reads HOST:GUEST and ADDRESS:HOST:GUEST", () => {
  deepStrictEqual(parseForward("8080:80"), { address: "127.0.0.1", host: 8080, guest: 80, protocol: "tcp" });
  deepStrictEqual(parseForward("5353:53/udp"), { address: "127.0.0.1", host: 5353, guest: 53, protocol: "udp" });
  deepStrictEqual(parseForward("0.0.0.0:1:65535"), { address: "0.0.0.0", host: 1, guest: 65535, protocol: "tcp" });
});

test("parseForward() refuses what is no pair of ports", () => {
  for (const word of ["80", "0:80", "80:0", "65536:80", "a:80", "80:", "nohost:1:2", "1:2:3:4", ""]) throws(() => parseForward(word), /write -p HOST:GUEST/, word);
});

test("parseNetwork() knows user and tap:NAME", () => {
  strictEqual(parseNetwork("user"), "user");
  deepStrictEqual(parseNetwork("tap:tap0"), { tap: "tap0" });
  for (const word of ["tap:", "tap:a,b", "tap:0123456789abcdef", "bridge"]) throws(() => parseNetwork(word), /write --net user/, word);
});

test("parseMemory() reads mebibytes and gibibytes", () => {
  strictEqual(parseMemory("32M"), 32);
  strictEqual(parseMemory("32"), 32);
  strictEqual(parseMemory("2g"), 2048);
  for (const word of ["", "0", "M", "1T", "-1M", "1.5G"]) throws(() => parseMemory(word), /write an amount of memory/, word);
});

test("checkAddresses() wants a prefix length, and an address for the others", () => {
  checkAddresses({});
  checkAddresses({ ip: "10.0.0.2/24", gateway: "10.0.0.1", dns: "10.0.0.1" });
  throws(() => checkAddresses({ ip: "10.0.0.2" }), /prefix length/);
  throws(() => checkAddresses({ ip: "10.0.0.2/33" }), /prefix length/);
  throws(() => checkAddresses({ gateway: "10.0.0.1" }), /needs --ip/);
  throws(() => checkAddresses({ ip: "10.0.0.2/24", gateway: "10.0.1.1" }), /outside of --ip/);
  throws(() => checkAddresses({ ip: "10.0.0.2/24", dns: "dns.example" }), /write an IPv4 address/);
});
