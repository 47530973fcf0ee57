/** Under Node the program is started by Node itself. */
import type { usize } from "../../sys/types.ts";

export function start(_info: usize): void { throw new Error("start() exists only in images"); }
