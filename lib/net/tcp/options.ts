/** What the two SYNs agree on (RFC 7323 §2.2 and §3.2, RFC 2018 §2, RFC 9293 §3.7.1, RFC 6691). */
import type { u32 } from "../../sys/types.ts";
import type { TcpSegment } from "../wire/tcp.ts";
import type { TcpContext } from "./context.ts";
import type { TcpStream } from "./stream.ts";

/** Without an MSS option (RFC 9293 §3.7.1). */
const DEFAULT_MSS = 536;
/** Smaller offers only make work (CVE-2019-11479). */
const MIN_MSS = 48;
const TIMESTAMP_BYTES = 12;
const HEADERS_BYTES = 40;

/** Takes over the options of the peer's SYN; ours offered everything. */
export function negotiate(context: TcpContext, stream: TcpStream, segment: TcpSegment): void {
  stream.timestamps = segment.hasTimestamps && stream.timestamps;
  if (stream.timestamps) {
    stream.tsRecent = segment.tsValue;
    stream.tsRecentAt = context.now;
  }
  stream.sackPermitted = segment.sackPermitted && stream.sackPermitted;
  stream.windowScaling = segment.hasWindowShift && stream.windowScaling;
  stream.sndShift = stream.windowScaling ? segment.windowShift : 0;
  if (!stream.windowScaling) stream.rcvShift = 0;
  stream.peerMss = usableMss(segment.mss);
  updateMss(stream);
}

export function usableMss(option: u32): u32 {
  return option === 0 ? DEFAULT_MSS : option < MIN_MSS ? MIN_MSS : option;
}

/** Computes the payload of full segments anew, after the path's MTU changed. */
export function updateMss(stream: TcpStream): void {
  const path: u32 = stream.flow.route.mtu - HEADERS_BYTES;
  const whole: u32 = stream.peerMss < path ? stream.peerMss : path;
  stream.mss = stream.timestamps ? whole - TIMESTAMP_BYTES : whole;
  stream.congestion.setMss(stream.mss);
}
