/** The descriptors that the event loop waits for. Kept apart, so that a program without a network has no driver in it. */
import type { i32 } from "../../sys/types.ts";

let net: i32 = -1;
let wantsOut = false;

/** The tap device, or -1. */
export function netDescriptor(): i32 {
  "use no-alloc";
  return net;
}
export function setNetDescriptor(descriptor: i32): void {
  "use no-alloc";
  net = descriptor;
}

/** Whether frames wait for room in the device. */
export function netWantsOut(): boolean {
  "use no-alloc";
  return wantsOut;
}
export function setNetWantsOut(on: boolean): void {
  "use no-alloc";
  wantsOut = on;
}
