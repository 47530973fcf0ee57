export function unicodeProperty(_name: string): number[] | undefined { return undefined; }
