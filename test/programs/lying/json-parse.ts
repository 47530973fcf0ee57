interface User { name: string; age: number; tags: string[] }
function attempt(text: string): void {
  const u = JSON.parse(text) as User;
  try { console.log(u.name.toUpperCase(), u.age + 1, u.tags.length, u.tags.map((t) => t.length)); } catch (e) { console.log((e as Error).name + ": " + (e as Error).message); }
}
attempt('{"name":"ann","age":3,"tags":["x","yy"]}');
attempt('{"name":5,"age":3,"tags":[]}');
attempt('{"name":"bob","age":"3","tags":[]}');
attempt('{"name":"cy"}');
attempt('{"name":"d","age":null,"tags":"abc"}');
attempt('[]');
attempt('null');
attempt('7');
