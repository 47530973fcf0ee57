/** DOMException (Web IDL §2.8.1). */
const CODES: ReadonlyMap<string, number> = new Map([
  ["IndexSizeError", 1], ["HierarchyRequestError", 3], ["WrongDocumentError", 4], ["InvalidCharacterError", 5], ["NoModificationAllowedError", 7], ["NotFoundError", 8],
  ["NotSupportedError", 9], ["InvalidStateError", 11], ["SyntaxError", 12], ["InvalidModificationError", 13], ["NamespaceError", 14], ["InvalidAccessError", 15],
  ["SecurityError", 18], ["NetworkError", 19], ["AbortError", 20], ["URLMismatchError", 21], ["QuotaExceededError", 22], ["TimeoutError", 23], ["InvalidNodeTypeError", 24], ["DataCloneError", 25],
]);

export class DOMException extends Error {
  constructor(message: string = "", name: string = "Error") {
    super(message);
    this.name = name;
    const stack = this.stack;
    if (stack !== undefined && stack.startsWith("Error")) this.stack = name + stack.slice(5);
  }
  get code(): number { return CODES.get(this.name) ?? 0; }
}
