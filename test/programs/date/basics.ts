const d = new Date(Date.UTC(2024, 1, 29, 12, 30, 45, 678));
console.log(
  d, d.toISOString(), d.getTime(), d.getUTCDay(), d.getFullYear(), d.getMonth(), d.getDate(), d.getHours(), d.toJSON(),
  d.toString(), d.toUTCString(), d.toDateString(), d.getTimezoneOffset(), +d, `${d}` === d.toString(), JSON.stringify({ d }),
  d.valueOf() === d.getTime(),
);
d.setUTCMonth(12);
console.log(d.toISOString());
d.setDate(0);
d.setHours(25, 61, 61, 1001);
console.log(
  d.toISOString(), new Date(2020, 0, 31).getMonth(), new Date("2020-01-01").getTime(), new Date("2020-01-01T00:00").getTime(),
  new Date("nope").getTime(), String(new Date(NaN)), new Date(NaN).toJSON(), new Date(8.64e15 + 1).getTime(),
  new Date(0, 0).getFullYear(), new Date(99, 1).getFullYear(), Date.parse("2020-02-30T00:00:00Z"), Date.UTC(2020),
  new Date(2019, 11, 31, 23, 59, 60).toISOString(), typeof Date.now(), new Date(new Date(5)).getTime(),
  new Date("Tue, 05 Nov 2024 10:00:00 GMT").getTime(), new Date("2024-03-10T10:00:00+02:00").toISOString(),
  new Date(-1).toISOString(), new Date(-62198755200000).toISOString(),
);
try { new Date(NaN).toISOString(); } catch (e) { console.log(String(e)); }
console.log(
  new Date(3) > new Date(2), (new Date(5) as unknown as number) - (new Date(2) as unknown as number),
  typeof (new Date(5) + "" as string), [new Date(0)], { d: new Date(NaN) },
);
