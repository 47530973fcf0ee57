/** isIP and its kin. */
import { parseAddress } from "../../net/address.ts";

export function isIPv4(input: string): boolean { return parseAddress(String(input)) >= 0; }

/** RFC 4291 §2.2, with an optional zone. */
export function isIPv6(input: string): boolean {
  let text = String(input);
  const zone = text.indexOf("%");
  if (zone >= 0) {
    if (zone === text.length - 1) return false;
    text = text.slice(0, zone);
  }
  const gap = text.indexOf("::");
  if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) return false;
  const before = gap < 0 ? groups(text) : gap === 0 ? 0 : groups(text.slice(0, gap));
  const rest = gap < 0 ? "" : text.slice(gap + 2);
  const after = rest === "" ? 0 : groups(rest);
  if (before < 0 || after < 0) return false;
  return gap < 0 ? before === 8 : before + after <= 7;
}

/** 16-bit groups in the text (an IPv4 tail counts two), or -1. */
function groups(text: string): number {
  let count = 0;
  const parts = text.split(":");
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string;
    if (i === parts.length - 1 && part.includes(".")) {
      if (!isIPv4(part)) return -1;
      count += 2;
      continue;
    }
    if (part.length < 1 || part.length > 4) return -1;
    for (let j = 0; j < part.length; j++) if (!"0123456789abcdefABCDEF".includes(part.charAt(j))) return -1;
    count++;
  }
  return count;
}

export function isIP(input: string): 0 | 4 | 6 { return isIPv4(input) ? 4 : isIPv6(input) ? 6 : 0; }
