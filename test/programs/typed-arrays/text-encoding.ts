const enc = new TextEncoder(), dec = new TextDecoder();
for (const s of ["abc", "é", "漢字", "😀", "", "a\ud800b"]) { const b = enc.encode(s); console.log([...b], dec.decode(b)); }
console.log(dec.decode(new Uint8Array([0xff, 0x41, 0xc3, 0x28, 0xe2, 0x82])), dec.encoding, new TextDecoder("latin1").encoding);
try { new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([0xff])); } catch (e) { console.log((e as Error).name); }
const into = new Uint8Array(4);
console.log(enc.encodeInto("aé漢", into), into);
const stream = new TextDecoder();
console.log(stream.decode(new Uint8Array([0xe6, 0xbc]), { stream: true }) + stream.decode(new Uint8Array([0xa2])));
