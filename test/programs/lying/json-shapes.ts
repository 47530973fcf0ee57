interface User { name: string; age: number; tags: string[]; admin: boolean }
const good = JSON.parse('{"name":"A","age":5,"tags":["x"],"admin":true}') as User, bad = JSON.parse('{"age":"7","tags":null}') as User;
for (const u of [good, bad]) for (const t of [
  () => u.name.toUpperCase(), () => u.age + 1, () => u.tags.length, () => (u.admin ? "yes" : "no"),
  () => u.tags.map((x) => x + "!"), () => `${u.name}`, () => u,
]) try { console.log(t()); } catch (e) { console.log(String(e)); }
