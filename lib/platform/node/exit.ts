/** Ends Node. */
export function exit(code: number): never { process.exit(code); }
