const u8 = new Uint8Array(4);
u8[0] = 256;
u8[1] = -1;
u8[2] = 3.9;
u8[3] = NaN;
console.log(u8);
const c = new Uint8ClampedArray(5);
c[0] = 300;
c[1] = -5;
c[2] = 1.5;
c[3] = 2.5;
c[4] = NaN;
console.log(c);
const i8 = Int8Array.of(127, 128, -129, 255);
console.log(
  i8, new Int16Array([40000]), new Uint16Array([-1]), new Int32Array([2 ** 31, 2 ** 32 + 5]), new Uint32Array([-1, 2 ** 32]),
  new Float32Array([0.1, 1e40, NaN]), new Float64Array([0.1, -0]),
);
u8[10] = 5;
console.log(u8.length, u8[10], u8[-1], (u8 as unknown as Record<string, number>)["1.5"], 10 in u8, Object.keys(u8));
const b = new ArrayBuffer(8), f = new Float64Array(b), w = new Uint8Array(b), dv = new DataView(b);
f[0] = 1;
console.log([...w], dv.getFloat64(0, true), dv.getUint16(6), dv.getInt8(7));
dv.setInt32(0, -2, true);
dv.setUint16(4, 70000);
console.log(w, dv.getUint32(0), dv.getUint32(0, true));
for (const t of [
  () => dv.getInt32(6), () => new Float64Array(b, 1), () => new Uint8Array(-1), () => new DataView(b, 9),
  () => new Uint32Array(b, 4, 5), () => dv.setInt8(8, 1),
]) try { t(); } catch (e) { console.log(String(e)); }
console.log(
  b.slice(0, 2), b.byteLength, w.subarray(2, 4).byteOffset, w.slice(-2).length, ArrayBuffer.isView(w),
  Uint8Array.from([1, 2], (x) => x * 2), Uint8Array.from("123" as never), new Uint8Array([1, 2, 3]).map((x) => x * 100),
  w.buffer === b,
);
