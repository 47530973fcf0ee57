interface Events { open: { id: number }; data: string; close: undefined }
class Bus<M> {
  #handlers = new Map<keyof M, ((value: never) => void)[]>();
  on<K extends keyof M>(name: K, handler: (value: M[K]) => void): () => void {
    const list = this.#handlers.get(name) ?? [];
    list.push(handler as (value: never) => void);
    this.#handlers.set(name, list);
    return () => { list.splice(list.indexOf(handler as (value: never) => void), 1); };
  }
  emit<K extends keyof M>(name: K, value: M[K]): number {
    const list = this.#handlers.get(name) ?? [];
    for (const h of list) (h as (value: M[K]) => void)(value);
    return list.length;
  }
}
const bus = new Bus<Events>();
bus.on("open", (e) => console.log("open", e.id));
const off = bus.on("data", (d) => console.log("data", d.toUpperCase()));
bus.on("data", (d) => console.log("length", d.length));
console.log(bus.emit("open", { id: 7 }), bus.emit("data", "abc"), bus.emit("close", undefined));
off();
console.log(bus.emit("data", "again"));
