interface State { value: string | null }
const state: State = { value: "set" };
function clear(): void { state.value = null; }
function use(): number {
  if (state.value !== null) {
    clear();
    return state.value.length;
  }
  return -1;
}
try { console.log(use()); } catch (e) { console.log(String(e)); }
let shared: string | number = "text";
const change = (): void => { shared = 5; };
if (typeof shared === "string") { change(); console.log((shared as string) + 1, typeof shared); }
let later: number | string | boolean = "one";
const set = (value: number | boolean): void => { later = value; };
function both(): string { set(2); const sum = (later as string) + (later as string); return sum; }
try { console.log(String(both()), "x" + (later as string)); } catch (error) { console.log((error as Error).name); }
