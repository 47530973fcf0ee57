import { deepStrictEqual } from "node:assert/strict";
import { test } from "node:test";
import { endToEnd, withForwarded } from "./fields.ts";

test("endToEnd() drops what is about the connection, and what Connection names", () => {
  deepStrictEqual(endToEnd({ "connection": "close, X-Private", "x-private": "1", "keep-alive": "timeout=5", "transfer-encoding": "chunked", "content-type": "text/plain", "set-cookie": ["a=1", "b=2"] }),
    { "content-type": "text/plain", "set-cookie": ["a=1", "b=2"], "via": "1.1 whelk" });
  deepStrictEqual(endToEnd({ via: "1.0 other" }), { via: "1.0 other, 1.1 whelk" });
});

test("withForwarded() adds the client to those before it", () => {
  deepStrictEqual(withForwarded({}, { "x-forwarded-for": "192.0.2.1", "host": "example.org" }, "192.0.2.2"), { "x-forwarded-for": "192.0.2.1, 192.0.2.2", "x-forwarded-proto": "http", "x-forwarded-host": "example.org" });
});
