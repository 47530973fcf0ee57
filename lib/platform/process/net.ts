/** The network of the process: the tap device that WHELK_NET names, opened at the start. */
import type { NetPort } from "../contract.ts";
import { environmentVariable } from "./args.ts";
import { netDescriptor } from "./descriptors.ts";
import { fillRandom } from "./entropy.ts";
import { errorName } from "./linux.ts";
import { STEP_ATTACH, STEP_NAME, STEP_NONE, STEP_OPEN, STEP_READY, tapFailure, tapMemory, tapMemoryBytes, tapStep } from "./tap-descriptor.ts";
import type { u32 } from "../../sys/types.ts";
import { TAP_MEMORY_BYTES, TapPort } from "../../drivers/tap.ts";

/** The port, or why there is none. */
export function openNetPort(): NetPort | string {
  const step = tapStep();
  if (step !== STEP_READY) return explain(step);
  if (tapMemoryBytes() < TAP_MEMORY_BYTES) return "the tap device has less memory than its driver needs";
  // A locally administered address of our own: Linux's end has the interface's.
  const mac = new Uint8Array(6);
  fillRandom(mac);
  mac[0] = (mac[0] & 0xfc) | 2;
  return new TapPort(netDescriptor() >>> 0, mac, tapMemory());
}

/** Fixed addresses from the environment; without `ip` the stack asks DHCP. */
export function networkOptions(): { ip?: string; gateway?: string; dns?: string } {
  return { ip: environmentVariable("WHELK_IP"), gateway: environmentVariable("WHELK_GATEWAY"), dns: environmentVariable("WHELK_DNS") };
}

function explain(step: u32): string {
  const name = environmentVariable("WHELK_NET");
  const error = errorName(tapFailure());
  if (step === STEP_NONE) return "no network device: set WHELK_NET to the name of a tap device (and WHELK_IP, WHELK_GATEWAY, WHELK_DNS for fixed addresses)";
  if (step === STEP_NAME) return `WHELK_NET=${name} is not the name of a network interface`;
  if (step === STEP_OPEN) return `/dev/net/tun can't be opened (${error})`;
  if (step === STEP_ATTACH) return `tap device ${name} can't be attached (${error}): make it with "ip tuntap add dev ${name} mode tap user $USER vnet_hdr"`;
  return `tap device ${name} can't be used (step ${step}, ${error})`;
}
