export const a = "leaf a";
export const b = "leaf b";
