for (const s of ["2024-03-10", "2024-03-10T10:20:30Z", "2024-03-10T10:20:30.123Z", "2024-03-10T10:20:30+02:00", "2024-03", "2024", "2024-02-30", "2024-13-01", "hello", "", "+012345-01-01T00:00:00Z", "2024-03-10T24:00:00Z", "2024-03-10T10:20Z"])
  console.log(JSON.stringify(s), Date.parse(s), new Date(s).getTime());
console.log(Date.parse("Thu, 01 Jan 1970 00:00:10 GMT"), Date.parse("Mar 10, 2024 10:00:00 GMT"));
