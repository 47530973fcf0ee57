export const registry: string[] = [];
export const register = (name: string): void => { registry.push(name); };
