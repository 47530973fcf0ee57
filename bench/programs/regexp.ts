import { measure } from "./measure.ts";

const LINE = /^(\d+\.\d+\.\d+\.\d+) - (\w+|-) \[([^\]]+)\] "(GET|POST|PUT) ([^" ]+)[^"]*" (\d{3}) (\d+)$/;

measure(() => {
  const lines = Array.from({ length: 2000 }, (_, i) => `10.0.${i % 256}.${(i * 7) % 256} - ${i % 3 === 0 ? "-" : `user${i % 10}`} [22/Nov/2026:10:${String(i % 60).padStart(2, "0")}:00] "${i % 4 === 0 ? "POST" : "GET"} /path/${i}?q=${i * i} HTTP/1.1" ${i % 9 === 0 ? 404 : 200} ${i * 13}`);
  const text = lines.join(" ");
  let bytes = 0, found = 0, words = 0;
  for (let round = 0; round < 30; round++) {
    for (const line of lines) {
      const match = LINE.exec(line);
      if (match === null) continue;
      found++;
      bytes += Number(match[7]);
    }
    words += text.replace(/\d+/g, "#").match(/[a-zA-Z]+\/?/g)?.length ?? 0;
  }
  return `${found}/${bytes}/${words}`;
});
