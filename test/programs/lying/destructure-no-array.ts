for (const value of [5, true, "s", {}, undefined, null] as unknown[]) {
  try {
    const [first] = value as string[];
    console.log(first);
  } catch (e) { console.log(String(e)); }
  try { console.log((value as number[])[0]); } catch (e) { console.log(String(e)); }
  try {
    (value as number[])[0] = 5;
    console.log("set");
  } catch (e) { console.log(String(e)); }
}
