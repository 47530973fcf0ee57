/** How packets reach one destination: the interface, the neighbour that takes them, and the largest packet. */
import type { u32 } from "../sys/types.ts";
import type { Link } from "./link.ts";
import type { Neighbor } from "./arp-cache.ts";

export class Route {
  readonly destination: u32;
  readonly link: Link;
  /** The destination itself or the gateway. */
  readonly nextHop: u32;
  /** undefined: to be looked up (again). */
  neighbor: Neighbor | undefined = undefined;
  /** Largest IP packet, of the link or as ICMP reported. */
  mtu: u32;

  constructor(destination: u32, link: Link, nextHop: u32, mtu: u32) {
    this.destination = destination;
    this.link = link;
    this.nextHop = nextHop;
    this.mtu = mtu;
  }
}
