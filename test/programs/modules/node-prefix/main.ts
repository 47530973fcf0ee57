import { join } from "node:path";
import path from "node:path";
import { EventEmitter } from "events";
import * as util from "util";
console.log(join("a", "b"), path.basename("/x/y.txt"), typeof EventEmitter, util.format("%d", 5));
