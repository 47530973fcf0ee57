const t = new EventTarget();
t.addEventListener("ping", (e) => console.log("1", e.type, e.cancelable));
t.addEventListener("ping", { handleEvent(e: Event): void { console.log("2 object", e.type); } });
t.addEventListener("ping", () => console.log("3 once"), { once: true });
console.log(t.dispatchEvent(new Event("ping", { cancelable: true })));
t.dispatchEvent(new Event("ping"));
const stop = (e: Event): void => e.stopImmediatePropagation();
t.addEventListener("x", stop); t.addEventListener("x", () => console.log("not reached"));
t.dispatchEvent(new Event("x"));
t.removeEventListener("x", stop); t.dispatchEvent(new Event("x"));
class Custom extends EventTarget { go(): void { this.dispatchEvent(new CustomEvent("go", { detail: { n: 5 } })); } }
const c = new Custom();
c.addEventListener("go", (e) => console.log((e as CustomEvent<{ n: number }>).detail.n));
c.go();
