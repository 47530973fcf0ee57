/** The network of the process: a tap device named by the environment. */
import type { NetPort } from "../contract.ts";
import { environmentVariable } from "./args.ts";
import { openTap } from "../../drivers/tap.ts";

/** Opens the tap device that WHELK_NET names; a string says why there is none. */
export function openNetPort(): NetPort | string {
  const name = environmentVariable("WHELK_NET");
  if (name === undefined || name === "") return "no network device: set WHELK_NET to the name of a tap device (and WHELK_IP, WHELK_GATEWAY, WHELK_DNS for a fixed address)";
  return openTap(name);
}

/** Fixed addresses from the environment; without `ip` the stack asks DHCP. */
export function networkOptions(): { ip?: string; gateway?: string; dns?: string } {
  return { ip: environmentVariable("WHELK_IP"), gateway: environmentVariable("WHELK_GATEWAY"), dns: environmentVariable("WHELK_DNS") };
}
