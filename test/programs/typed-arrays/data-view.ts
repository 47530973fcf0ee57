const v = new DataView(new ArrayBuffer(24), 4);
v.setUint8(0, 0xab); v.setInt8(1, -2); v.setUint16(2, 0x1234); v.setUint16(4, 0x1234, true); v.setInt32(6, -100000); v.setUint32(10, 0xdeadbeef, true);
console.log(v.getUint8(0), v.getInt8(1), v.getUint16(2), v.getUint16(2, true), v.getUint16(4, true), v.getInt32(6), v.getUint32(10, true), v.getUint32(10));
v.setFloat32(0, 3.14); v.setFloat64(8, Math.PI, true);
console.log(v.getFloat32(0), v.getFloat64(8, true), v.byteLength, v.byteOffset);
try { v.getUint32(18); } catch (e) { console.log((e as Error).name, (e as Error).message); }
console.log(new Uint8Array(v.buffer));
