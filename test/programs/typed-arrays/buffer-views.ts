const buffer = new ArrayBuffer(16);
const u8 = new Uint8Array(buffer), u32 = new Uint32Array(buffer, 4, 2), f64 = new Float64Array(buffer, 8);
u32[0] = 0x01020304; f64[0] = 1.5;
console.log(u8, u32, f64, u32.byteOffset, u32.byteLength, buffer.byteLength);
const part = buffer.slice(4, 8);
console.log(new Uint8Array(part), part.byteLength, ArrayBuffer.isView(u8), ArrayBuffer.isView(buffer));
try { new Uint32Array(buffer, 3); } catch (e) { console.log((e as Error).message); }
try { new Uint8Array(buffer, 20); } catch (e) { console.log((e as Error).message); }
console.log(new Uint8Array(buffer, 14).length, new Uint8Array([1, 2, 3]).buffer.byteLength);
