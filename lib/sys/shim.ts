/** The machine that intrinsics play on under Node: one ArrayBuffer as memory, and devices that a test plugs in. */
export interface PortDevice { read(port: number, bytes: 1 | 2 | 4): number; write(port: number, value: number, bytes: 1 | 2 | 4): void }

const STACK_BYTES = 16384;

class Shim {
  view = new DataView(new ArrayBuffer(0));
  bytes = new Uint8Array(0);
  private ports: PortDevice | undefined;
  private stackAt = Infinity;

  /** Gives the machine `size` bytes of zeroed memory, addresses 0 … size-1. */
  reset(size: number): void {
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
    this.ports = undefined;
  }
  /** Frames' memory: the top 16 KiB, used in turns (what a test has below them is safe). */
  stackAllocate(bytes: number): number {
    const top = this.bytes.length;
    const size = Math.ceil(bytes / 16) * 16;
    if (this.stackAt > top || this.stackAt - size < top - STACK_BYTES) this.stackAt = top;
    this.stackAt -= size;
    this.bytes.fill(0, this.stackAt, this.stackAt + size);
    return this.stackAt;
  }
  plugPorts(device: PortDevice): void { this.ports = device; }
  portRead(port: number, bytes: 1 | 2 | 4): number { return this.device(port).read(port, bytes); }
  portWrite(port: number, value: number, bytes: 1 | 2 | 4): void { this.device(port).write(port, value, bytes); }
  private device(port: number): PortDevice {
    if (this.ports === undefined) throw new Error(`no device at port 0x${port.toString(16)}: a test plugs one in by shim.plugPorts()`);
    return this.ports;
  }
}

export const shim = new Shim();
