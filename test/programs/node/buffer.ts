import { Buffer } from "node:buffer";
const b = Buffer.from("héllo");
console.log(b, b.length, b.toString(), b.toString("hex"), b.toString("base64"), b.toString("latin1").length);
console.log(Buffer.from("68656c6c6f", "hex").toString(), Buffer.from("aGk=", "base64").toString(), Buffer.from([256, 1, -1]), Buffer.alloc(3, 7), Buffer.alloc(2));
console.log(Buffer.concat([Buffer.from("a"), Buffer.from("bc")]).toString(), Buffer.byteLength("é"), Buffer.isBuffer(b), Buffer.isBuffer(new Uint8Array(1)), b.equals(Buffer.from("héllo")), Buffer.compare(Buffer.from("a"), Buffer.from("b")));
const n = Buffer.alloc(8);
n.writeUInt16BE(0x1234, 0); n.writeUInt32LE(0xdeadbeef, 2); n.writeInt8(-1, 6);
console.log(n, n.readUInt16BE(0), n.readUInt32LE(2), n.readInt8(6), n.readUInt8(6), n.subarray(0, 2), n.slice(-2));
console.log(b.indexOf("l"), b.includes("llo"), b.toString("utf8", 0, 3), b.write("HE", 0), b.toString(), JSON.stringify(Buffer.from("a")), b[0], [...Buffer.from("ab")]);
n.fill("ab"); console.log(n.toString(), n.copy(b, 1, 0, 2), b.toString("ascii"));
try { n.readUInt32BE(6); } catch (e) { console.log((e as { code?: string }).code, (e as Error).message); }
console.log(Buffer.from("zz", "hex").length, Buffer.from("€").toString("base64url"), Buffer.from("test").toString("utf16le").length, b instanceof Uint8Array);
