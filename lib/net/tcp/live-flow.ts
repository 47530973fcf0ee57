/** The flow of a connection that the program can hold. */
import type { u32 } from "../../sys/types.ts";
import type { Route } from "../route.ts";
import type { TcpContext } from "./context.ts";
import { Flow } from "./flow.ts";
import { TcpStream } from "./stream.ts";
import type { StreamKeeper } from "./stream.ts";

export class LiveFlow extends Flow {
  readonly stream: TcpStream;

  constructor(context: TcpContext, keeper: StreamKeeper, localAddress: u32, localPort: u32, remoteAddress: u32, remotePort: u32, route: Route) {
    super(localAddress, localPort, remoteAddress, remotePort, route);
    this.stream = new TcpStream(context, keeper, this);
  }
}
