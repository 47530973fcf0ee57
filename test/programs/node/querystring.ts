import { parse, stringify } from "node:querystring";
console.log({ ...parse("a=1&b=2&a=3&c=%20x+y&d") }, stringify({ a: [1, 2], b: "x y", c: "é", d: true }));
import { StringDecoder } from "node:string_decoder";
const d = new StringDecoder("utf8");
console.log(d.write(Buffer.from([0xe2, 0x82])) + d.write(Buffer.from([0xac])) + d.end());
