export type Kind = "x" | "y";
export const inner = "from other";
