/**
 * Ends the machine so that the host sees the program's exit code.
 *
 * The code is written as a byte to port 0xe9 first: with QEMU's isa-debugcon there, `whelk run` reads it from a
 * file, all of 0 to 255, and knows that the machine ended by itself.
 * QEMU with `-device isa-debug-exit,iobase=0xf4,iosize=4` ends with (value << 1) | 1: the code is status >> 1 when
 * status is odd; 0 to 127 fit, larger codes become 127. Without that device the machine resets: QEMU with
 * `-no-reboot` and Firecracker end with 0 then, so that codes other than 0 need the device.
 */
import { flushConsole } from "./console.ts";
import { disableInterrupts, halt, loadIdt, outb, outd, stackAllocate, trap } from "../../sys/intrinsics.ts";
import type { u8 } from "../../sys/types.ts";

const EXIT_CODE_PORT = 0xe9;
const DEBUG_EXIT_PORT = 0xf4;
const KEYBOARD_COMMAND_PORT = 0x64;
const RESET_COMMAND = 0xfe;
const CODE_MAX = 127;

export function exit(code: number): never {
  "use no-alloc";
  flushConsole();
  disableInterrupts();
  // As Linux: the low 8 bits count.
  const value: u8 = (code | 0) & 0xff;
  outb(EXIT_CODE_PORT, value);
  outd(DEBUG_EXIT_PORT, value > CODE_MAX ? CODE_MAX : value);
  outb(KEYBOARD_COMMAND_PORT, RESET_COMMAND);
  tripleFault();
  for (;;) halt();
}

/** No interrupt table and an exception: the processor shuts down, the hypervisor resets or ends. */
function tripleFault(): void {
  "use no-alloc";
  loadIdt(stackAllocate(16));
  trap();
}
