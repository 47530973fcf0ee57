/** node:dns/promises. */
import { lookup as lookupCallback, resolve4 as resolve4Callback, resolve6 as resolve6Callback, type LookupAddress, type LookupOptions } from "../dns.ts";

export function lookup(hostname: string, family?: number): Promise<LookupAddress>;
export function lookup(hostname: string, options: LookupOptions & { all: true }): Promise<LookupAddress[]>;
export function lookup(hostname: string, options: LookupOptions): Promise<LookupAddress>;
export function lookup(hostname: string, second?: number | LookupOptions): Promise<LookupAddress | LookupAddress[]> {
  const options: LookupOptions = typeof second === "object" ? second : { family: second };
  return new Promise<LookupAddress | LookupAddress[]>((resolve, reject) => {
    lookupCallback(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) reject(error);
      else if (options.all === true) resolve(addresses);
      else resolve(addresses[0] as LookupAddress);
    });
  });
}
export function resolve4(hostname: string): Promise<string[]> {
  return new Promise<string[]>((resolve, reject) => { resolve4Callback(hostname, (error, addresses) => { if (error === null) resolve(addresses); else reject(error); }); });
}
export function resolve6(hostname: string): Promise<string[]> {
  return new Promise<string[]>((resolve, reject) => { resolve6Callback(hostname, (error, addresses) => { if (error === null) resolve(addresses); else reject(error); }); });
}
export { resolve4 as resolve };
export * as default from "./promises.ts";
