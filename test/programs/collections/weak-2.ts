const k = {}, w = new WeakMap<object, number>();
w.set(k, 1);
console.log(w.get(k), w.has({}), w.delete(k), w.has(k));
try { w.set(1 as never, 2); } catch (e) { console.log(String(e)); }
const ws = new WeakSet<object>([k]);
console.log(ws.has(k), ws.has({}), new WeakRef(k).deref() === k, w, ws);
try { ws.add("x" as never); } catch (e) { console.log(String(e)); }
