/** Header fields on their way through a proxy (RFC 9110 §7.6). */
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** Fields that are about one connection and not about the message. Expect is answered by our own server. */
const HOP_BY_HOP = ["connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

const VIA = "1.1 whelk";

/** The fields of a message that go on to the next hop, and that it came through here. */
export function endToEnd(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const dropped = new Set([...HOP_BY_HOP, ...(headers.connection ?? "").toLowerCase().split(",").map((name) => name.trim())]);
  const kept: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined && !dropped.has(name)) kept[name] = value;
  const via = headers["via"];
  kept["via"] = typeof via === "string" ? `${via}, ${VIA}` : VIA;
  return kept;
}

/** Adds whom the request is from, as servers behind proxies expect it. */
export function withForwarded(headers: OutgoingHttpHeaders, original: IncomingHttpHeaders, clientAddress: string): OutgoingHttpHeaders {
  const before = original["x-forwarded-for"];
  headers["x-forwarded-for"] = typeof before === "string" ? `${before}, ${clientAddress}` : clientAddress;
  headers["x-forwarded-proto"] = "http";
  if (original.host !== undefined) headers["x-forwarded-host"] = original.host;
  return headers;
}
