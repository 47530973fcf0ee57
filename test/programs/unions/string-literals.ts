type Level = "debug" | "info" | "warn";
const LEVELS: readonly Level[] = ["debug", "info", "warn"];
function isLevel(s: string): s is Level { return (LEVELS as readonly string[]).includes(s); }
function rank(l: Level): number { return LEVELS.indexOf(l); }
for (const s of ["info", "x", "wa" + "rn"]) console.log(s, isLevel(s) ? rank(s) : "not a level");
const handlers: { [L in Level]: (m: string) => string } = { debug: (m) => "d:" + m, info: (m) => "i:" + m, warn: (m) => m.toUpperCase() };
for (const l of LEVELS) console.log(handlers[l]("msg"));
const Direction = { Up: 0, Down: 1 } as const;
type Direction = (typeof Direction)[keyof typeof Direction];
const d: Direction = Direction.Down;
console.log(d, Object.keys(Direction));
