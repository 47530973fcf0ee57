import { throws, rejects } from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { checkPorts, checkTap } from "./host-checks.ts";

const directory = mkdtempSync(join(tmpdir(), "whelk-host-"));
after(() => rmSync(directory, { recursive: true }));

test("checkPorts() names a port that is taken, and one that is there twice", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await rejects(checkPorts([{ address: "127.0.0.1", host: port, guest: 80, protocol: "tcp" }]), new RegExp(`Port ${port} of this host is taken; choose another`));
  await rejects(checkPorts([{ address: "127.0.0.1", host: port + 1, guest: 80, protocol: "tcp" }, { address: "127.0.0.1", host: port + 1, guest: 81, protocol: "tcp" }]), /twice/);
  await new Promise((resolve) => server.close(resolve));
  await checkPorts([{ address: "127.0.0.1", host: port, guest: 80, protocol: "tcp" }]);
});

test("checkPorts() says that this host lacks an address", async () => {
  await rejects(checkPorts([{ address: "192.0.2.1", host: 18080, guest: 80, protocol: "tcp" }]), /This host has no address 192\.0\.2\.1/);
});

test("checkTap() tells what is missing and how to make it", () => {
  throws(() => checkTap("tap7", directory), /There is no tap device tap7\. Make it: sudo ip tuntap add tap7/);
  mkdirSync(join(directory, "eth7"));
  throws(() => checkTap("eth7", directory), /no tap device/);
  writeFileSync(join(directory, "eth7/tun_flags"), "0x1002\n");
  writeFileSync(join(directory, "eth7/owner"), "-1\n");
  if (process.getuid?.() === 0) checkTap("eth7", directory);
  else throws(() => checkTap("eth7", directory), /not this user's/);
});
