console.log("shared once");
export const shared = { n: 1 };
