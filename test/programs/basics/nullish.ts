interface Config { port?: number; host?: string | null; nested?: { deep?: { value: number } } }
function show(c: Config): void {
  console.log(c.port ?? 80, c.host ?? "localhost", c.nested?.deep?.value, c.nested?.deep?.value ?? -1);
}
show({});
show({ port: 0, host: "" });
show({ host: null, nested: {} });
show({ nested: { deep: { value: 7 } } });
let a: number | undefined;
a ??= 5; console.log(a);
a ??= 6; console.log(a);
let b: string = "";
b ||= "filled"; console.log(b);
b &&= "and"; console.log(b);
const f: (() => number) | undefined = Math.max(0, 1) > 5 ? () => 1 : undefined;
console.log(f?.());
const arr: number[] | null = Math.max(0, 1) > 0 ? [1, 2] : null;
console.log(arr?.[1], arr?.length, arr?.map((x) => x * 2));
