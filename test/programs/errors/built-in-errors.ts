function attempt(name: string, f: () => unknown): void { try { console.log(name, "ok", f()); } catch (e) { console.log(name, (e as Error).name + ": " + (e as Error).message); } }
attempt("array length", () => new Array(-1));
attempt("toFixed", () => (1).toFixed(101));
attempt("radix", () => (1).toString(1));
attempt("repeat", () => "x".repeat(-1));
attempt("codepoint", () => String.fromCodePoint(0x110000));
attempt("json", () => JSON.parse("{bad"));
attempt("regexp", () => new RegExp("("));
attempt("uri", () => decodeURIComponent("%"));
attempt("normalize", () => "x".normalize("bad"));
attempt("date", () => new Date(NaN).toISOString());
attempt("cyclic", () => { const o: { self?: unknown } = {}; o.self = o; return JSON.stringify(o); });
attempt("symbol", () => `${Symbol("s") as unknown as string}`);
attempt("tdz", () => { const get = (): number => later; const r = get(); const later = 1; return r; });
attempt("const", () => { const c = [1]; c.push(2); return c; });
