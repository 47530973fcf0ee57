export default function greet(name: string): string { return "Hello " + name; }
export const language = "en";
