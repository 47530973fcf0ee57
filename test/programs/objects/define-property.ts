const o: Record<string, unknown> = { a: 1 };
Object.defineProperty(o, "hidden", { value: 5, enumerable: false });
Object.defineProperty(o, "ro", { value: 6, enumerable: true, writable: false });
Object.defineProperty(o, "acc", { get: () => 7, enumerable: true, configurable: true });
console.log(o, o["hidden"], Object.keys(o), JSON.stringify(o), o["acc"]);
for (const k of ["ro", "acc"]) try { o[k] = 1; } catch (e) { console.log(String(e)); }
console.log(Object.getOwnPropertyDescriptor(o, "a"), Object.getOwnPropertyDescriptor(o, "nope"), Object.getOwnPropertyNames(o));
try { delete o["ro"]; } catch (e) { console.log(String(e)); }
