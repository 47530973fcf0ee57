// The machine's time zone is UTC.
const d = new Date(2024, 0, 15, 10, 20, 30);
console.log(d.toISOString(), d.getFullYear(), d.getMonth(), d.getDate(), d.getDay(), d.getHours(), d.getTimezoneOffset());
console.log(String(d), d.toString(), d.toDateString(), d.toTimeString());
d.setDate(d.getDate() + 30); console.log(d.toISOString());
d.setMonth(12); d.setFullYear(2000); d.setHours(0, 0, 0, 0); console.log(d.toISOString());
console.log(new Date(2024, 1, 1).getTime() - new Date(2024, 0, 1).getTime(), new Date(0, 0).getFullYear());
const dates = [new Date(3), new Date(1), new Date(2)].sort((a, b) => a.getTime() - b.getTime());
console.log(dates.map((x) => x.getTime()), dates[0]! < dates[1]!, [d]);
