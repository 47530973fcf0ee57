/** Ends the process. The code's low 8 bits reach the parent. */
import { flushConsole } from "./console.ts";
import { SYS_EXIT_GROUP } from "./linux.ts";
import { syscall, trap } from "../../sys/intrinsics.ts";

export function exit(code: number): never {
  "use no-alloc";
  flushConsole();
  syscall(SYS_EXIT_GROUP, code);
  trap();
}
