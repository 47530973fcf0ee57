/** examples/dns driven by dig. */
import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { createSocket } from "node:dgram";
import { test } from "node:test";
import { REPOSITORY } from "./corpus.ts";
import { describeExample } from "./example-server.ts";
import { runCommand } from "./run-command.ts";

/** What is asked, and the records of the answer. */
const ANSWERS: readonly (readonly [question: string, answer: readonly string[]])[] = [
  ["example.org A", ["example.org. 3600 IN A 192.0.2.1"]],
  ["example.org AAAA", ["example.org. 3600 IN AAAA 2001:db8::1"]],
  ["example.org NS", ["example.org. 3600 IN NS ns1.example.org.", "example.org. 3600 IN NS ns2.example.org."]],
  ["example.org MX", ["example.org. 3600 IN MX 10 mail.example.org.", "example.org. 3600 IN MX 20 mail.example.net."]],
  ["example.org TXT", ['example.org. 3600 IN TXT "v=spf1 mx -all"']],
  ["example.org SOA", ["example.org. 3600 IN SOA ns1.example.org. hostmaster.example.org. 2025010101 7200 1800 1209600 300"]],
  ["MAIL.example.ORG A", ["MAIL.example.ORG. 600 IN A 192.0.2.25"]],
  ["note.example.org TXT", ['note.example.org. 3600 IN TXT "one; two" "three \\"quoted\\""']],
  ["_sip._tcp.example.org SRV", ["_sip._tcp.example.org. 3600 IN SRV 10 60 5060 sip.example.org.", "_sip._tcp.example.org. 3600 IN SRV 20 0 5060 sip.example.net."]],
  ["ftp.example.org A", ["ftp.example.org. 3600 IN CNAME www.example.org.", "www.example.org. 3600 IN CNAME example.org.", "example.org. 3600 IN A 192.0.2.1"]],
  ["ftp.example.org CNAME", ["ftp.example.org. 3600 IN CNAME www.example.org."]],
  ["away.example.org A", ["away.example.org. 3600 IN CNAME www.example.net."]],
  ["any.thing.wild.example.org A", ["any.thing.wild.example.org. 3600 IN A 192.0.2.99"]],
];

describeExample({ name: "dns", port: 53, udp: true, memory: "16M" }, (server) => {
  const dig = async (question: string, ...options: readonly string[]): Promise<string> => {
    const outcome = await runCommand("dig", ["@127.0.0.1", "-p", String(server().port), "+tries=2", "+time=5", ...options, ...question.split(" ")], { cwd: REPOSITORY, timeoutMs: 30_000 });
    strictEqual(outcome.code, 0, outcome.stdout + outcome.stderr + server().whelk.output);
    return outcome.stdout;
  };
  const records = async (question: string, ...options: readonly string[]): Promise<readonly string[]> => {
    const output = await dig(question, "+noall", ...options);
    return output.trim().split("\n").filter((line) => line !== "").map((line) => line.split(/[\t ]+/).join(" "));
  };

  for (const transport of ["+notcp", "+tcp"]) {
    for (const edns of ["+noedns", "+edns=0"]) {
      test(`answers with ${transport} ${edns}`, async () => {
        for (const [question, answer] of ANSWERS) deepStrictEqual(await records(question, "+answer", transport, edns), answer, question);
      });
    }
  }

  test("mail and service records bring the addresses that the zone knows", async () => {
    deepStrictEqual(await records("example.org MX", "+additional"), ["mail.example.org. 600 IN A 192.0.2.25"]);
    deepStrictEqual(await records("example.org NS", "+additional"), ["ns1.example.org. 3600 IN A 192.0.2.53", "ns2.example.org. 3600 IN A 198.51.100.53", "ns2.example.org. 3600 IN AAAA 2001:db8:53::2"]);
  });

  test("a name that isn't there is NXDOMAIN with the SOA, one without such records is NOERROR with it", async () => {
    const soa = ["example.org. 300 IN SOA ns1.example.org. hostmaster.example.org. 2025010101 7200 1800 1209600 300"];
    for (const [question, status] of [["nope.example.org A", "NXDOMAIN"], ["ns1.example.org AAAA", "NOERROR"], ["below.here.example.org A", "NOERROR"], ["x.www.example.org A", "NXDOMAIN"]] as const) {
      match(await dig(question), new RegExp(`status: ${status},[\\s\\S]*flags: qr aa rd;.*ANSWER: 0, AUTHORITY: 1`));
      deepStrictEqual(await records(question, "+authority"), soa);
    }
  });

  test("what is below another zone's cut is referred to its name servers", async () => {
    const output = await dig("www.child.example.org A");
    match(output, /status: NOERROR,[\s\S]*flags: qr rd;.*ANSWER: 0, AUTHORITY: 2, ADDITIONAL: 4/);
    deepStrictEqual(await records("www.child.example.org A", "+authority"), ["child.example.org. 3600 IN NS ns.child.example.org.", "child.example.org. 3600 IN NS ns2.example.org."]);
    deepStrictEqual((await records("www.child.example.org A", "+additional"))[0], "ns.child.example.org. 3600 IN A 192.0.2.100");
  });

  test("what is outside is refused, other classes, transfers and updates are too", async () => {
    match(await dig("example.net A"), /status: REFUSED/);
    match(await dig("example.org A", "-c", "CH"), /status: REFUSED/);
    match(await dig("example.org A", "+opcode=NOTIFY"), /status: NOTIMP/);
    match(await dig("example.org AXFR", "+tcp"), /Transfer failed/);
  });

  test("too much for a packet is truncated, and TCP has all of it", async () => {
    match(await dig("big.example.org TXT", "+ignore"), /flags: qr aa tc rd;.*ANSWER: 0/);
    strictEqual((await records("big.example.org TXT", "+answer")).length, 6);
    match(await dig("big.example.org TXT"), /\(TCP\)|TCP mode/);
  });

  test("EDNS: our size is told, an unknown version is refused", async () => {
    match(await dig("example.org A"), /EDNS: version: 0, flags:; udp: 1232/);
    match(await dig("example.org A", "+edns=1", "+noednsnegotiation"), /status: BADVERS/);
  });

  test("garbage is answered FORMERR or not at all, and the server goes on", async () => {
    const socket = createSocket("udp4");
    const answers: string[] = [];
    socket.on("message", (message) => answers.push(message.toString("hex")));
    for (const text of ["", "00", "abcd01000001000000000000", "abcd01000001000000000000c00c00010001", "ffffffffffffffffffffffffffffffff"]) socket.send(Buffer.from(text, "hex"), server().port, "127.0.0.1");
    deepStrictEqual(await records("example.org A", "+answer"), ["example.org. 3600 IN A 192.0.2.1"]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.close();
    deepStrictEqual(answers, ["abcd80010000000000000000", "abcd80010000000000000000"]);
  });
});
