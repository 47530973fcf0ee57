interface Row { id: number; name: string; active: boolean }
const rows: Row[] = [{ id: 2, name: "b", active: true }, { id: 1, name: "a", active: false }];
function pluck<K extends keyof Row>(key: K): Row[K][] { return rows.map((r) => r[key]); }
console.log(pluck("id"), pluck("name"), pluck("active"));
function sortBy(key: "id" | "name"): Row[] { return [...rows].sort((a, b) => (a[key] < b[key] ? -1 : 1)); }
console.log(sortBy("id").map((r) => r.name), sortBy("name").map((r) => r.id));
const row = rows[0]!;
for (const key of ["id", "name", "active"] as const) console.log(key, row[key], typeof row[key]);
const setter = <K extends keyof Row>(r: Row, k: K, v: Row[K]): void => { r[k] = v; };
setter(row, "name", "changed"); setter(row, "id", 99);
console.log(row, Object.keys(row).length);
