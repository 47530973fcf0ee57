/** A program that ends badly, or lacks what it needs, by its first argument: the image of ends.test.ts. */
import { createServer, connect } from "node:net";

const FEW = 1000;

function throwNow(where: string): void {
  throw new Error(`thrown in ${where}`);
}

function fillMemory(): void {
  const kept: number[][] = [];
  for (;;) kept.push(Array.from({ length: FEW }, (_, i) => i + kept.length));
}

function listen(): void {
  const server = createServer();
  server.on("error", (error) => {
    console.log(`error event: ${error.message}`);
  });
  server.listen(80, () => {
    console.log("listening");
    process.exit(0);
  });
}

/** The answer to a connection comes by an interrupt of the network device. */
function throwInCallback(): void {
  connect(1, "10.0.2.2").on("error", () => throwNow("a callback"));
}

async function throwInPromise(): Promise<void> {
  await Promise.resolve();
  throwNow("a promise");
}

switch (process.argv[2]) {
  case "timer": setTimeout(() => throwNow("a timer"), 1); break;
  case "promise": void throwInPromise(); break;
  case "callback": throwInCallback(); break;
  case "memory": fillMemory(); break;
  case "listen": listen(); break;
  case "lines": for (let i = 0; i < FEW; i++) console.log(`line ${i} ${".".repeat(100)}`); break;
  case "random": console.log(crypto.getRandomValues(new Uint8Array(4)).length); break;
  default: console.log("nothing to do");
}
