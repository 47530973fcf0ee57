/** Under Node there is no frame-level device: tests join stacks by their own wires. */
import type { NetPort } from "../contract.ts";

export function openNetPort(): NetPort | string {
  return "Node gives programs no network device; build for the process or vm target, or join a port of your own";
}
export function networkOptions(): { ip?: string; gateway?: string; dns?: string } { return {}; }
