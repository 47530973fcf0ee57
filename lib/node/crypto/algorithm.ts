/** Digests by the names that OpenSSL gives them. */
import type { BlockDigest } from "./block-digest.ts";
import { Md5 } from "./md5.ts";
import { Sha1 } from "./sha1.ts";
import { Sha256 } from "./sha256.ts";
import { Sha512 } from "./sha512.ts";

/** The names that `getHashes` tells. */
export const DIGEST_NAMES: readonly string[] = ["RSA-MD5", "RSA-SHA1", "RSA-SHA224", "RSA-SHA256", "RSA-SHA384", "RSA-SHA512", "md5", "sha1", "sha224", "sha256", "sha384", "sha512"];

/** A fresh digest; undefined: there is none of that name. Case doesn't matter. */
export function digestOf(name: string): BlockDigest | undefined {
  switch (name.toLowerCase().replace(/^rsa-/, "")) {
    case "md5": case "ssl3-md5": return new Md5();
    case "sha1": case "sha-1": case "sha1-2": case "ssl3-sha1": return new Sha1();
    case "sha224": case "sha-224": case "sha2-224": return new Sha256(28);
    case "sha256": case "sha-256": case "sha2-256": return new Sha256(32);
    case "sha384": case "sha-384": case "sha2-384": return new Sha512(48);
    case "sha512": case "sha-512": case "sha2-512": return new Sha512(64);
    default: return undefined;
  }
}
