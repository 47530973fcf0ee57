class AppError extends Error {
  readonly code: string;
  constructor(code: string, message: string) { super(message); this.name = "AppError"; this.code = code; }
}
class NotFound extends AppError { constructor(what: string) { super("E404", what + " not found"); } }
try { throw new NotFound("page"); } catch (e) {
  if (e instanceof NotFound) console.log(e.name, e.code, e.message, e instanceof AppError, e instanceof Error, String(e));
}
for (const C of [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError]) {
  const e = new C("m");
  console.log(e.name, e.message, String(e), e instanceof Error, e instanceof C, Object.prototype.toString.call(e));
}
const e = new Error("msg");
console.log(e.toString(), Object.keys(e), "stack" in e, typeof e.stack, e.stack!.split("\n")[0]);
e.name = "Renamed";
console.log(String(e), new Error().message === "", String(new Error()));
const agg = new AggregateError([new Error("x"), new TypeError("y")], "many");
console.log(agg.message, agg.errors.map(String));
