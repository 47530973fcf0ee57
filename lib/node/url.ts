/** node:url: the classes of the URL Standard, and files as URLs. */
import { printingExcept } from "../web/ascii-set.ts";
import { percentDecode } from "../web/url-host.ts";
import { percentEncode } from "../web/url-record.ts";
import { URL } from "../web/url.ts";
import { NodeTypeError } from "./errors.ts";
export { URL } from "../web/url.ts";
export { URLSearchParams } from "../web/url-search-params.ts";

const FILE_PATH_PLAIN = printingExcept(' "#<>?`{}%\\');

/** The POSIX path of a file: URL. */
export function fileURLToPath(url: string | { readonly href: string }): string {
  const parsed = new URL(typeof url === "string" ? url : url.href);
  if (parsed.protocol !== "file:") throw new NodeTypeError("ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
  if (parsed.hostname !== "") throw new NodeTypeError("ERR_INVALID_FILE_URL_HOST", 'File URL host must be "localhost" or empty on linux');
  if (parsed.pathname.toLowerCase().includes("%2f")) throw new NodeTypeError("ERR_INVALID_FILE_URL_PATH", "File URL path must not include encoded / characters");
  return percentDecode(parsed.pathname);
}
export function pathToFileURL(path: string): URL {
  const absolute = path.startsWith("/") ? path : `/${path}`;
  return new URL(`file://${percentEncode(absolute, FILE_PATH_PLAIN)}`);
}
/** The ASCII form of a domain; "" if it has none here. */
export function domainToASCII(domain: string): string { return URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : ""; }
export * as default from "./url.ts";
