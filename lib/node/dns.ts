/** node:dns: names to addresses by the stack's DNS client; A and AAAA records. */
import { release, retain } from "../kernel/loop.ts";
import { networkStack } from "../kernel/network.ts";
import { formatAddress, parseAddress } from "../net/address.ts";
import { EVENT_DONE } from "../net/contract.ts";
import { SystemError, invalidArgumentType } from "./errors.ts";
import { isIPv6 } from "./net/ip.ts";
import { LookupError } from "./net/socket.ts";
import { nextTickCall } from "./tick.ts";

export interface LookupAddress { address: string; family: number }
export interface LookupOptions { family?: number | "IPv4" | "IPv6" | undefined; all?: boolean | undefined; hints?: number | undefined; order?: "ipv4first" | "ipv6first" | "verbatim" | undefined }

/** A failed question: "queryA ENOTFOUND example.invalid". */
class QueryError extends SystemError {
  hostname: string;
  constructor(syscall: string, code: string, hostname: string) {
    super(syscall, code, `${syscall} ${code} ${hostname}`);
    this.hostname = hostname;
  }
}

function formatIPv6(bytes: Uint8Array): string {
  const groups: string[] = [];
  for (let i = 0; i < 16; i += 2) groups.push((((bytes[i] as number) << 8) | (bytes[i + 1] as number)).toString(16));
  return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1);
}

/** Asks, and calls back with the addresses or an error's code. */
function ask(name: string, family: 4 | 6, done: (code: string, addresses: string[]) => void): void {
  const query = networkStack().resolve(name, family);
  retain();
  query.setOwner({
    ready: (events) => {
      if ((events & EVENT_DONE) === 0) return;
      release();
      const addresses = family === 4 ? query.addresses.map((address) => formatAddress(address)) : query.addresses6.map(formatIPv6);
      done(query.error, addresses);
    },
  });
}

type OneCallback = (error: NodeJS.ErrnoException | null, address: string, family: number) => void;
type AllCallback = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;

export function lookup(hostname: string, callback: OneCallback): void;
export function lookup(hostname: string, family: number, callback: OneCallback): void;
export function lookup(hostname: string, options: LookupOptions & { all: true }, callback: AllCallback): void;
export function lookup(hostname: string, options: LookupOptions, callback: OneCallback): void;
export function lookup(hostname: string, second: number | LookupOptions | OneCallback, third?: OneCallback | AllCallback): void {
  if (typeof hostname !== "string") throw invalidArgumentType("hostname", "of type string", hostname);
  const options: LookupOptions = typeof second === "object" ? second : typeof second === "number" ? { family: second } : {};
  const callback = (typeof second === "function" ? second : third) as (error: NodeJS.ErrnoException | null, first?: string | LookupAddress[], family?: number) => void;
  if (typeof callback !== "function") throw invalidArgumentType("callback", "of type function", callback);
  const family: 4 | 6 = options.family === 6 || options.family === "IPv6" ? 6 : 4;
  const tell = (code: string, addresses: string[], used: number): void => {
    const first = addresses[0];
    if (code !== "" || first === undefined) callback(new LookupError(code === "" || code === "ENODATA" ? "ENOTFOUND" : code, hostname));
    else if (options.all === true) callback(null, addresses.map((address) => ({ address, family: used })));
    else callback(null, first, used);
  };
  if (parseAddress(hostname) >= 0) { nextTickCall(() => { tell("", [hostname], 4); }); return; }
  if (isIPv6(hostname)) { nextTickCall(() => { tell("", [hostname], 6); }); return; }
  ask(hostname, family, (code, addresses) => { tell(code, addresses, family); });
}

function resolveWith(syscall: string, family: 4 | 6, hostname: string, callback: (error: NodeJS.ErrnoException | null, addresses: string[]) => void): void {
  if (typeof hostname !== "string") throw invalidArgumentType("name", "of type string", hostname);
  ask(hostname, family, (code, addresses) => {
    if (code !== "") callback(new QueryError(syscall, code, hostname), []);
    else if (addresses.length === 0) callback(new QueryError(syscall, "ENODATA", hostname), []);
    else callback(null, addresses);
  });
}
type Resolved = (error: NodeJS.ErrnoException | null, addresses: string[]) => void;
export function resolve4(hostname: string, callback: Resolved): void { resolveWith("queryA", 4, hostname, callback); }
export function resolve6(hostname: string, callback: Resolved): void { resolveWith("queryAaaa", 6, hostname, callback); }
export function resolve(hostname: string, callback: Resolved): void { resolveWith("queryA", 4, hostname, callback); }
export function getServers(): string[] { return networkStack().dnsServers().map((address) => formatAddress(address)); }
export * as promises from "./dns/promises.ts";
export * as default from "./dns.ts";
