/** From a message that came in to the one that goes out. */
import { emitFormatError, emitResponse, parseQuery, Rcode, type Query, type Response } from "./message.ts";
import { Type } from "./record.ts";
import type { Outcome, Zone } from "./zone.ts";

const OPCODE_QUERY = 0;
const CLASS_IN = 1, CLASS_ANY = 255;
const TYPE_IXFR = 251, TYPE_AXFR = 252;

const RCODES: Readonly<Record<Outcome, number>> = { "answer": Rcode.ok, "no-data": Rcode.ok, "no-name": Rcode.noName, "delegation": Rcode.ok, "refused": Rcode.refused };

/** The bytes to send back; undefined: nothing, as to what is a response itself. */
export function respond(zone: Zone, message: Buffer, transport: "udp" | "tcp"): Buffer | undefined {
  const query = parseQuery(message);
  if ("badId" in query) return query.badId === undefined ? undefined : emitFormatError(query.badId);
  return emitResponse(query, answer(zone, query), transport);
}

function answer(zone: Zone, query: Query): Response {
  if (query.edns !== undefined && query.edns.version !== 0) return empty(Rcode.badVersion);
  if (query.opcode !== OPCODE_QUERY) return empty(Rcode.notImplemented);
  if (query.type === Type.OPT) return empty(Rcode.formatError);
  if ((query.recordClass !== CLASS_IN && query.recordClass !== CLASS_ANY) || query.type === TYPE_AXFR || query.type === TYPE_IXFR) return empty(Rcode.refused);
  const { outcome, ...records } = zone.lookUp(query.name, query.type);
  return { ...records, rcode: RCODES[outcome], authoritative: outcome !== "delegation" && outcome !== "refused" };
}

function empty(rcode: number): Response {
  return { rcode, authoritative: false, answers: [], authority: [], additional: [] };
}
