import { a, renamed, nested, inner } from "./hub.ts";
import type { Kind } from "./hub.ts";
const k: Kind = "x";
console.log(a, renamed, nested.b, inner, k);
