/** examples/redis driven by the real redis-cli and redis-benchmark. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { spawn } from "node:child_process";
import { connect } from "node:net";
import { test } from "node:test";
import { describeExample } from "./example-server.ts";
import { REPOSITORY } from "./corpus.ts";
import { runCommand } from "./run-command.ts";

/** Commands and what a Redis 7.0 answers, as redis-cli prints it into a pipe. */
const CONVERSATIONS: Readonly<Record<string, readonly (readonly [command: string, answer: string])[]>> = {
  "strings and their expiry": [
    ["SET name whelk", "OK"], ["GET name", "whelk"], ["GET nothing", ""], ["SET name shell NX", ""], ["SET name shell XX GET", "whelk"],
    ["APPEND name fish", "9"], ["GETRANGE name -4 -1", "fish"], ["SETRANGE name 0 S", "9"], ["GET name", "Shellfish"],
    ["MSET a 1 b 2", "OK"], ["MGET a none b", "1\n\n2"], ["SET a 1 EX 100", "OK"], ["TTL a", "100"], ["PERSIST a", "1"], ["TTL a", "-1"],
    ["EXPIRE a 100 GT", "0"], ["EXPIRE a 100 LT", "1"], ["PEXPIREAT a 1", "1"], ["EXISTS a b", "1"], ["SET a 1 EX 0", "ERR invalid expire time in 'set' command\n"],
    ["GETDEL b", "2"], ["TYPE name", "string"], ["TYPE b", "none"],
  ],
  "counters": [
    ["INCR n", "1"], ["INCRBY n 41", "42"], ["DECR n", "41"], ["INCRBYFLOAT n 0.5", "41.5"], ["INCR n", "ERR value is not an integer or out of range\n"],
  ],
  "lists": [
    ["RPUSH l b c d", "3"], ["LPUSH l a", "4"], ["LRANGE l 0 -1", "a\nb\nc\nd"], ["LINSERT l AFTER b bb", "5"], ["LREM l 0 bb", "1"], ["LPOS l c", "2"],
    ["LMOVE l other LEFT RIGHT", "a"], ["LPOP l 2", "b\nc"], ["LTRIM l 1 0", "OK"], ["EXISTS l", "0"], ["GET other", "WRONGTYPE Operation against a key holding the wrong kind of value\n"],
  ],
  "hashes": [
    ["HSET h x 1 y 2", "2"], ["HGET h x", "1"], ["HGETALL h", "x\n1\ny\n2"], ["HINCRBY h x 9", "10"], ["HDEL h x y", "2"], ["EXISTS h", "0"],
  ],
  "sets": [
    ["SADD s a b c", "3"], ["SADD t b c d", "3"], ["SINTER s t", "b\nc"], ["SDIFF s t", "a"], ["SUNIONSTORE u s t", "4"], ["SISMEMBER u d", "1"], ["SREM u a b c", "3"], ["SPOP u 2", "d"], ["EXISTS u", "0"],
  ],
  "sorted sets": [
    ["ZADD z 3 c 1 a 2 b", "3"], ["ZRANGE z 0 -1", "a\nb\nc"], ["ZRANGE z (1 +inf BYSCORE WITHSCORES", "b\n2\nc\n3"], ["ZREVRANGE z 0 0", "c"], ["ZADD z GT CH 5 a 1 c", "1"],
    ["ZRANK z a", "2"], ["ZINCRBY z 0.5 b", "2.5"], ["ZCOUNT z 2.5 3", "2"], ["ZPOPMIN z", "b\n2.5"], ["ZCARD z", "2"],
  ],
  "transactions": [
    ["MULTI", "OK"], ["SET tx 1", "QUEUED"], ["INCR tx", "QUEUED"], ["LPUSH tx 1", "QUEUED"], ["EXEC", "OK\n2\nWRONGTYPE Operation against a key holding the wrong kind of value\n"],
    ["WATCH tx", "OK"], ["SET tx 3", "OK"], ["MULTI", "OK"], ["GET tx", "QUEUED"], ["EXEC", ""],
    ["MULTI", "OK"], ["NONSENSE", "ERR unknown command 'NONSENSE', with args beginning with: \n"], ["EXEC", "EXECABORT Transaction discarded because of previous errors.\n"],
  ],
  "the keyspace": [
    ["SELECT 5", "OK"], ["MSET k1 1 k2 2 other 3", "OK"], ["DBSIZE", "3"], ["KEYS k*", "k1\nk2"], ["SCAN 0 MATCH o* COUNT 100", "0\nother"], ["RENAME k1 k3", "OK"], ["FLUSHDB", "OK"], ["DBSIZE", "0"],
    ["CONFIG GET databases", "databases\n16"],
  ],
};

describeExample({ name: "redis", port: 6379, memory: "32M" }, (server, place) => {
  const cli = async (...args: readonly string[]): Promise<string> => {
    const outcome = await runCommand("redis-cli", ["-p", String(server().port), ...args], { cwd: REPOSITORY, timeoutMs: 30_000 });
    strictEqual(outcome.code, 0, outcome.stderr + server().whelk.output);
    return outcome.stdout;
  };

  for (const [subject, conversation] of Object.entries(CONVERSATIONS)) {
    test(`redis-cli: ${subject}`, async () => {
      await cli("FLUSHALL");
      const output = await talk(server().port, conversation.map(([command]) => command));
      strictEqual(output, conversation.map(([, answer]) => `${answer}\n`).join(""));
    });
  }

  test("redis-cli in RESP3", async () => {
    await cli("FLUSHALL");
    match(await cli("-3", "HELLO"), /proto 3\n/);
    strictEqual(await cli("-3", "--no-raw", "HSET", "h", "x", "1"), "(integer) 1\n");
    strictEqual(await cli("-3", "--no-raw", "HGETALL", "h"), '1# "x" => "1"\n');
    strictEqual(await cli("-3", "--no-raw", "SMEMBERS", "none"), "(empty set)\n");
    strictEqual(await cli("-3", "--no-raw", "ZADD", "z", "1.5", "a"), "(integer) 1\n");
    strictEqual(await cli("-3", "--no-raw", "ZSCORE", "z", "a"), "(double) 1.5\n");
  });

  test("values are binary safe, and big ones whole", async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * i) >> 3 & 255));
    const answer = await exchange(server().port, Buffer.concat([request("SET", "binary", bytes), request("GET", "binary"), request("QUIT")]));
    ok(answer.equals(Buffer.concat([Buffer.from(`+OK\r\n$${bytes.length}\r\n`), bytes, Buffer.from("\r\n+OK\r\n")])));
  });

  test("keys expire by themselves", async () => {
    await cli("SET", "short", "1", "PX", "150");
    strictEqual(await cli("GET", "short"), "1\n");
    await new Promise((resolve) => setTimeout(resolve, 400));
    strictEqual(await cli("GET", "short"), "\n");
  });

  test("messages reach subscribers of the channel and of patterns", async () => {
    const subscriber = spawn("redis-cli", ["-p", String(server().port), "PSUBSCRIBE", "news.*"], { stdio: ["ignore", "pipe", "inherit"] });
    let heard = "";
    subscriber.stdout.setEncoding("utf8").on("data", (text: string) => { heard += text; });
    while (await cli("PUBSUB", "NUMPAT") !== "1\n") await new Promise((resolve) => setTimeout(resolve, 20));
    strictEqual(await cli("PUBLISH", "news.today", "whelks sing"), "1\n");
    strictEqual(await cli("PUBLISH", "olds", "nothing"), "0\n");
    while (!heard.includes("sing")) await new Promise((resolve) => setTimeout(resolve, 20));
    subscriber.kill();
    strictEqual(heard, "psubscribe\nnews.*\n1\npmessage\nnews.*\nnews.today\nwhelks sing\n");
  });

  test("redis-cli --scan sees every key once, and --bigkeys works", async () => {
    await cli("FLUSHALL");
    await exchange(server().port, Buffer.concat([...Array.from({ length: 1000 }, (_, i) => request("SET", `key:${i}`, "x")), request("QUIT")]));
    const keys = (await cli("--scan", "--pattern", "key:*")).trim().split("\n");
    strictEqual(new Set(keys).size, 1000);
    strictEqual(keys.length, 1000);
    match(await cli("--bigkeys"), /1000 strings with 1000 bytes/);
  });

  test("INFO, COMMAND and CLIENT tell about the server", async () => {
    match(await cli("INFO"), /redis_version:7\.[\s\S]*connected_clients:1\r?\n[\s\S]*db0:keys=/);
    match(await cli("COMMAND", "INFO", "get"), /^get\n2\nreadonly\nfast\n1\n1\n1\n$/);
    match(await cli("CLIENT", "LIST"), /^id=\d+ addr=/);
  });

  test("what is no protocol is answered with an error and the end", async () => {
    strictEqual((await exchange(server().port, Buffer.from("*1\r\n$-5\r\n"))).toString(), "-ERR Protocol error: invalid bulk length\r\n");
    strictEqual((await exchange(server().port, Buffer.from("*x\r\n"))).toString(), "-ERR Protocol error: invalid multibulk length\r\n");
    strictEqual(await cli("PING"), "PONG\n");
  });

  test("redis-benchmark: its default tests, pipelined and not", async () => {
    for (const pipeline of ["1", "16"]) {
      const outcome = await runCommand("redis-benchmark", ["-p", String(server().port), "--csv", "-n", place === "vm" ? "160" : "800", "-c", "10", "-P", pipeline], { cwd: REPOSITORY, timeoutMs: 120_000 });
      deepStrictEqual({ code: outcome.code, stderr: outcome.stderr }, { code: 0, stderr: "" });
      const rates = outcome.stdout.trim().split("\n").slice(1).map((line) => Number(line.split(",")[1]?.replaceAll('"', "")));
      ok(rates.length >= 15 && rates.every((rate) => rate > 0), outcome.stdout);
    }
  });
});

/** Gives the commands to one redis-cli, one after the other; what it prints. */
async function talk(port: number, commands: readonly string[]): Promise<string> {
  const child = spawn("redis-cli", ["-p", String(port)], { stdio: ["pipe", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => { output += text; });
  child.stdin.end(commands.join("\n") + "\n");
  strictEqual(await new Promise((resolve) => child.on("close", resolve)), 0, output);
  return output;
}

function request(...words: readonly (string | Buffer)[]): Buffer {
  const pieces = words.flatMap((word) => [Buffer.from(`$${Buffer.byteLength(word)}\r\n`), Buffer.from(word), Buffer.from("\r\n")]);
  return Buffer.concat([Buffer.from(`*${words.length}\r\n`), ...pieces]);
}

/** Sends the bytes and answers with all that comes back until the server closes. */
function exchange(port: number, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.setTimeout(20_000, () => socket.destroy(new Error("no end after 20 s")));
    socket.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => resolve(Buffer.concat(chunks))).on("error", reject);
  });
}
