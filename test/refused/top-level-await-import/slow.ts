import { log } from "./log.ts";
log("slow starts");
export const value = await new Promise<number>((resolve) => setTimeout(() => resolve(7), 2));
export const ready = true;
log("slow ready");
