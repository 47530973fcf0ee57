/**
 * HIR: the typed, desugared tree between the checker and MIR. Nothing in it knows the TypeScript package.
 *
 * Every expression carries its representation (`rep`); every change of representation is an explicit
 * `convert` node; every place where TypeScript's types may lie carries a guard mode. HIR functions are
 * already monomorphic by representation and closure-converted (captures and cells are explicit).
 *
 * Value representations
 *   f64        a JavaScript number
 *   i32, u32   a number proved to be an integer of that range (number semantics: 1 + 1 is never wrapped)
 *   int        a number proved to be an integer, |v| <= 2^53, held in 64 bits (also `usize`)
 *   i64, u64   machine words of the low dialect (flavoured bigint), wraparound
 *   bool       i1
 *   ref        64 bits: a heap pointer, or undefined = 0, or null = 8; never a number or boolean
 *   box        64 bits, any value; see lib/runtime/layout.ts. Every `ref` is also a valid `box`.
 *   void       no value
 */
export type Rep = "f64" | "i32" | "u32" | "int" | "i64" | "u64" | "bool" | "ref" | "box" | "void";

export type FunctionId = number;
export type ClassId = number;
export type GlobalId = number;
/** Index into `HirFunction.locals`. Parameters are the first locals. */
export type LocalId = number;
export type LabelId = number;

/** Where a node comes from; `file` indexes `HirProgram.files`; line and column are 1-based. */
export interface Span { readonly file: number; readonly line: number; readonly column: number }

export type Effect = "no-alloc" | "no-throw" | "no-suspend" | "no-fp" | "interrupt";

/**
 * The signature of an indirect call, a letter for each parameter, then ">" and the result's letter.
 *   d  f64 (all number representations)   v  box (everything else; a callee's thunk guards its refs)
 *   r  the rest array (ref to a value array; only last)
 * Example: "vdr>v". `this` and the closure are always passed and have no letter.
 */
export type Signature = string;

export interface HirProgram {
  readonly files: readonly string[];
  readonly functions: readonly HirFunction[];
  readonly classes: readonly HirClass[];
  readonly globals: readonly HirGlobal[];
  /** Module initialisers in evaluation order; each is a function without parameters (kind "async" with top-level await). */
  readonly initializers: readonly FunctionId[];
  /** The platform's entry, called by the entry stub with one `int`: start-info address or initial stack pointer. */
  readonly entry: FunctionId;
  /** Functions that later stages call by name; see runtime-interface.ts. */
  readonly runtime: ReadonlyMap<string, FunctionId>;
  readonly runtimeGlobals: ReadonlyMap<string, GlobalId>;
  readonly runtimeClasses: ReadonlyMap<string, ClassId>;
  /** Methods of the built-in layouts (string, array, function, …) that dynamic property access can reach. */
  readonly builtinMembers: readonly { readonly shape: number; readonly members: readonly HirMember[] }[];
}

export interface HirGlobal {
  readonly id: GlobalId;
  readonly name: string;
  readonly rep: Rep;
  /** Constant initial value, when the initialiser is a literal (then no store is emitted for it). */
  readonly initial?: HirConstant;
}

export interface HirLocal { readonly name: string; readonly rep: Rep; readonly span: Span }

export interface HirFunction {
  readonly id: FunctionId;
  /** For people and `.name`; not unique. */
  readonly name: string;
  /** Unique, readable, stable: "lib/runtime/map.ts:Map.get". */
  readonly symbol: string;
  readonly span: Span;
  /** Bodies of async and generator functions are ordinary bodies with `await`/`yield` expressions; MIR splits them. */
  readonly kind: "plain" | "generator" | "async" | "async-generator";
  readonly arrow: boolean;
  /** Number of leading `locals` that are parameters (in order, defaults and destructuring already in the body). */
  readonly parameterCount: number;
  /** The last parameter is the rest array. */
  readonly rest: boolean;
  /** JavaScript's `.length`. */
  readonly length: number;
  readonly thisRep: "ref" | "box" | undefined;
  /** Methods: `this` is an instance of the class. Every way in by function value (native and boxed entry) guards it. */
  readonly thisClass?: ClassId;
  /** Of functions of the library, by parameter: the class that the body relies on. Entries by function value test it. */
  readonly parameterClasses?: readonly (ClassId | undefined)[];
  /** Representations of captured slots, in order; a mutable captured variable is a `ref` to its cell. */
  readonly captures: readonly { readonly name: string; readonly rep: Rep }[];
  /** Of kinds other than "plain": ref (the promise or generator object); their `return` statements carry boxes. */
  readonly ret: Rep;
  readonly locals: readonly HirLocal[];
  readonly body: readonly HirStatement[];
  readonly effects: readonly Effect[];
  readonly inline: "always" | "never" | undefined;
}

/** A class of the program, an object-literal shape, or a hidden class of a generator or async frame. */
export interface HirClass {
  readonly id: ClassId;
  readonly name: string;
  readonly symbol: string;
  readonly span: Span;
  /** "literal": open, slot 0 is the overflow dictionary; "class": fixed fields. */
  readonly kind: "class" | "literal";
  readonly parent: ClassId | undefined;
  /** Own fields only, in definition order (= enumeration order); a child's fields follow its parent's. */
  readonly fields: readonly HirField[];
  readonly members: readonly HirMember[];
  /** Application code never holds an instance. */
  readonly internal: boolean;
  /** May code that holds an instance construct another by its `constructor`? */
  readonly constructible: boolean;
  /** Direct function (this, …params) → void; undefined: no constructor code at all. */
  readonly construct: FunctionId | undefined;
}

export interface HirField {
  /** The property key; private names are "#name"; symbols are "@@iterator" and the like. */
  readonly key: string;
  readonly rep: "f64" | "i32" | "u32" | "int" | "u64" | "i64" | "bool" | "ref" | "box";
  readonly enumerable: boolean;
  readonly readonly: boolean;
  /** Code relies on the value being undefined, null or an instance of this class. */
  readonly cls?: ClassId;
}

export interface HirMember {
  readonly key: string;
  readonly kind: "method" | "getter" | "setter";
  readonly func: FunctionId;
  /** Accesses by key may reach it. */
  readonly named: boolean;
}

export type HirConstant =
  | { readonly kind: "number"; readonly value: number; readonly rep: "f64" | "i32" | "u32" | "int" }
  | { readonly kind: "word"; readonly value: bigint; readonly rep: "i64" | "u64" }
  | { readonly kind: "boolean"; readonly value: boolean; readonly rep: "bool" }
  /** A static string object, the same for the same content. UTF-16 code units. */
  | { readonly kind: "string"; readonly value: string; readonly rep: "ref" }
  | { readonly kind: "undefined"; readonly rep: "ref" | "box" }
  | { readonly kind: "null"; readonly rep: "ref" | "box" };

/**
 * How a `convert` changes representation.
 *   widen     always succeeds: i32→f64, f64→box, ref→box, bool→box, u32→int, any→void …
 *   check     box→f64/ref/bool, or number→narrower integer: TypeError with `what` in its message if it isn't one;
 *             undefined→f64 is the NaN that stands for it (NUMBER_UNDEFINED in layout.ts)
 *   trust     as check, but proved: no code
 *   truncate  machine truncation to i32/u32/i64/u64 (slots of flavoured type), no check
 *   to-int32, to-uint32   ECMA-262 ToInt32/ToUint32 of a number
 *   truthy    ToBoolean of anything
 *   to-number ECMA-262 ToNumber of a box or ref → f64 (may throw, may call toString/valueOf)
 */
export type ConvertMode = "widen" | "check" | "trust" | "truncate" | "to-int32" | "to-uint32" | "truthy" | "to-number";

/**
 * Arithmetic. On f64: as in JavaScript. On i32/u32/int operands (both the same rep): exact, the result is
 * the node's `rep` and the front end has proved that it fits (or asked to wrap: `wrap` set, result i32/u32).
 * On i64/u64: wraparound; shifts mod 64. "rem" and "idiv" of integers: divisor proved or checked non-zero.
 */
export type ArithmeticOp = "add" | "sub" | "mul" | "div" | "rem" | "pow" | "idiv"
  | "and" | "or" | "xor" | "shl" | "shr" | "ushr";
export type CompareOp = "lt" | "le" | "gt" | "ge" | "eq" | "ne";

export type HirExpression = HirConstant & { readonly span: Span } | (
  | { readonly kind: "local.get"; readonly local: LocalId }
  /** Stores and yields the value. `value.rep` equals the local's. */
  | { readonly kind: "local.set"; readonly local: LocalId; readonly value: HirExpression }
  /** `tdz`: name for the ReferenceError if the global is not initialised yet; absent when proved. */
  /** `constant`: initialised for good before any code that reads it. */
  | { readonly kind: "global.get"; readonly global: GlobalId; readonly tdz?: string; readonly constant?: boolean }
  | { readonly kind: "global.set"; readonly global: GlobalId; readonly value: HirExpression }
  | { readonly kind: "capture.get"; readonly index: number }
  | { readonly kind: "this" }
  /** The running closure itself (named function expressions that refer to themselves). */
  | { readonly kind: "self" }
  /** A cell for a captured variable that is reassigned; content `content`, f64 or box. Without init: TDZ. rep ref. */
  | { readonly kind: "cell.new"; readonly content: "f64" | "box"; readonly init?: HirExpression }
  | { readonly kind: "cell.get"; readonly cell: HirExpression; readonly content: "f64" | "box"; readonly tdz?: string }
  | { readonly kind: "cell.set"; readonly cell: HirExpression; readonly content: "f64" | "box"; readonly value: HirExpression; readonly tdz?: string }
  | { readonly kind: "convert"; readonly mode: ConvertMode; readonly value: HirExpression; readonly what?: string }
  | { readonly kind: "arithmetic"; readonly op: ArithmeticOp; readonly left: HirExpression; readonly right: HirExpression; readonly wrap?: boolean }
  | { readonly kind: "negate"; readonly value: HirExpression }
  | { readonly kind: "not"; readonly value: HirExpression }
  /** Is the value (ref or box) undefined or null? rep bool. */
  | { readonly kind: "nullish"; readonly value: HirExpression }
  /**
   * Yields `value` (ref or box) if it is a heap object whose shape id is in [first, last]; otherwise TypeError: with `key`,
   * "Cannot read properties of undefined (reading 'key')" for undefined and null; else a type mismatch. rep ref.
   */
  | { readonly kind: "guard"; readonly value: HirExpression; readonly first: number; readonly last: number; readonly key?: string; readonly expected: string; readonly what: string }
  /**
   * Yields `value` (ref or box) if it is an instance of the class, or undefined or null if `nullable`; else TypeError
   * "Expected <expected>, got …". rep ref.
   */
  | { readonly kind: "class.guard"; readonly value: HirExpression; readonly cls: ClassId; readonly nullable: boolean; readonly expected: string }
  /** The value (ref or box), which certainly is an instance of the class: no code. rep ref. */
  | { readonly kind: "assume"; readonly value: HirExpression; readonly cls: ClassId }
  /** Is the value (ref or box) a heap object whose shape id is in [first, last]? rep bool. */
  | { readonly kind: "shape.test"; readonly value: HirExpression; readonly first: number; readonly last: number }
  /** Operands of one rep: numbers by value, bool, ref by identity (strings are compared by runtime calls), box only eq/ne bitwise. rep bool. */
  | { readonly kind: "compare"; readonly op: CompareOp; readonly left: HirExpression; readonly right: HirExpression }
  | { readonly kind: "conditional"; readonly test: HirExpression; readonly then: HirExpression; readonly otherwise: HirExpression }
  /** Runs the statements, then yields the value. The statements may break out of enclosing labels (optional chains do). */
  | { readonly kind: "sequence"; readonly statements: readonly HirStatement[]; readonly value: HirExpression }
  /** Direct call; args have exactly the callee's parameter reps. `self` when the callee has captures (its closure). */
  | { readonly kind: "call"; readonly func: FunctionId; readonly self?: HirExpression; readonly thisArg?: HirExpression; readonly args: readonly HirExpression[] }
  /** Direct call of a runtime function by its name in runtime-interface.ts. */
  | { readonly kind: "call.runtime"; readonly name: string; readonly args: readonly HirExpression[] }
  /** Call of a function value (rep ref or box; TypeError "<what> is not a function"). thisArg is a box. */
  | { readonly kind: "call.value"; readonly callee: HirExpression; readonly thisArg: HirExpression; readonly args: readonly HirExpression[]; readonly signature: Signature; readonly what: string }
  /** Method call through a class: `object` guarded to be a `cls`; virtual unless no subclass overrides; structural fallback by key. */
  | { readonly kind: "call.method"; readonly object: HirExpression; readonly cls: ClassId; readonly key: string; readonly args: readonly HirExpression[]; readonly signature: Signature; readonly what: string; readonly nonvirtual?: boolean }
  /** Method call by key on anything (interface, any, union). */
  | { readonly kind: "call.property"; readonly object: HirExpression; readonly key: string; readonly args: readonly HirExpression[]; readonly signature: Signature; readonly what: string }
  /** Allocates an instance (fields zero = undefined/0/false) without running its constructor. rep ref. */
  | { readonly kind: "allocate"; readonly cls: ClassId }
  /** An object of a literal shape; one value for each field, in order. rep ref. */
  | { readonly kind: "object.new"; readonly cls: ClassId; readonly values: readonly HirExpression[] }
  /** A function value. Captures in order of the function's `captures`. Without captures: one static object. rep ref. */
  | { readonly kind: "closure.new"; readonly func: FunctionId; readonly captures: readonly HirExpression[] }
  /** The class as a value (constructor function object): `.name`, `new`, instanceof. rep ref. */
  | { readonly kind: "class.value"; readonly cls: ClassId }
  /** Field of a known class. The back end guards the shape unless `proved`, and falls back to access by key. rep = field's rep. */
  | { readonly kind: "field.get"; readonly object: HirExpression; readonly cls: ClassId; readonly key: string; readonly what: string; readonly proved?: boolean }
  | { readonly kind: "field.set"; readonly object: HirExpression; readonly cls: ClassId; readonly key: string; readonly value: HirExpression; readonly what: string; readonly proved?: boolean }
  /** Property by constant key on anything (selector table, then runtime). rep box. */
  | { readonly kind: "property.get"; readonly object: HirExpression; readonly key: string; readonly what: string }
  | { readonly kind: "property.set"; readonly object: HirExpression; readonly key: string; readonly value: HirExpression; readonly what: string }
  /** Array literal without holes or spread; elements f64 or box. `fixed`: nothing changes it, nor tells two of it apart. rep ref. */
  | { readonly kind: "array.new"; readonly element: "f64" | "box"; readonly fixed?: boolean; readonly values: readonly HirExpression[] }
  /**
   * Array element. index is i32/u32/int/f64. `element` is the static element rep: f64, bool, ref or box (= node rep).
   * Guards null, shape and kind (falls back to the runtime). Out of bounds:
   *   undefined  node rep is box or ref: yields undefined      nan  node rep f64: yields the NaN that stands for undefined
   *   throw      node rep bool: RangeError that says what and where
   */
  | { readonly kind: "array.get"; readonly array: HirExpression; readonly index: HirExpression; readonly outOfBounds: "undefined" | "nan" | "throw"; readonly what: string }
  | { readonly kind: "array.set"; readonly array: HirExpression; readonly index: HirExpression; readonly value: HirExpression; readonly what: string }
  /** `.length` of an array / string / typed array (guarded); rep u32. */
  | { readonly kind: "length"; readonly of: "array" | "string" | "typed"; readonly object: HirExpression; readonly what: string }
  /** Typed-array element (ECMA-262 conversions included); out of bounds as array.get; a set out of bounds is ignored. */
  | { readonly kind: "typed.get"; readonly type: TypedKind; readonly array: HirExpression; readonly index: HirExpression; readonly outOfBounds: "undefined" | "nan" | "throw"; readonly what: string }
  | { readonly kind: "typed.set"; readonly type: TypedKind; readonly array: HirExpression; readonly index: HirExpression; readonly value: HirExpression; readonly what: string }
  | { readonly kind: "instanceof"; readonly value: HirExpression; readonly cls: ClassId }
  /** Low dialect; see lib/sys/intrinsics.ts. Names are the function names there. */
  | { readonly kind: "intrinsic"; readonly name: string; readonly args: readonly HirExpression[]; readonly func?: FunctionId; readonly text?: string }
  /** value: box; yields box. Only in async functions. */
  | { readonly kind: "await"; readonly value: HirExpression }
  /** value: box; yields what `next(v)` passed (box). Only in generators. `yield*` is desugared. */
  | { readonly kind: "yield"; readonly value: HirExpression }
) & { readonly rep: Rep; readonly span: Span };

export type TypedKind = "i8" | "u8" | "u8c" | "i16" | "u16" | "i32" | "u32" | "f32" | "f64";

export type HirStatement = (
  | { readonly kind: "expression"; readonly value: HirExpression }
  | { readonly kind: "if"; readonly test: HirExpression; readonly then: readonly HirStatement[]; readonly otherwise: readonly HirStatement[] }
  /**
   * loop: `test` (absent: forever) before each round, or after it with `testLast`; `update` runs after the body
   * and after `continue`. break/continue name the loop's label; `block` gives labelled blocks and switch exits.
   */
  | { readonly kind: "loop"; readonly label: LabelId; readonly test?: HirExpression; readonly testLast: boolean; readonly update: readonly HirStatement[]; readonly body: readonly HirStatement[] }
  | { readonly kind: "block"; readonly label?: LabelId; readonly body: readonly HirStatement[] }
  | { readonly kind: "break"; readonly label: LabelId }
  | { readonly kind: "continue"; readonly label: LabelId }
  /**
   * Dense or string switches are already comparisons in `cases[i].test` (rep bool, evaluated in order); bodies fall
   * through. `integer` set: all tests are `discriminant === integer` on an integer rep, for a jump table.
   * `break` out of it names `label`. `defaultIndex`: which case is the default (its test absent), or -1.
   */
  | { readonly kind: "switch"; readonly label: LabelId; readonly discriminant?: HirExpression; readonly cases: readonly HirCase[]; readonly defaultIndex: number }
  | { readonly kind: "return"; readonly value?: HirExpression }
  | { readonly kind: "throw"; readonly value: HirExpression }
  /** `binding`: local (box) that receives the exception. finalizer is lowered once, with a completion variable. */
  | { readonly kind: "try"; readonly body: readonly HirStatement[]; readonly handler?: { readonly binding?: LocalId; readonly body: readonly HirStatement[] }; readonly finalizer?: readonly HirStatement[] }
) & { readonly span: Span };

export interface HirCase {
  readonly test?: HirExpression;
  readonly integer?: number;
  readonly body: readonly HirStatement[];
}
