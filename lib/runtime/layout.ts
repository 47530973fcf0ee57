/**
 * Object layouts and value encoding: the contract between compiler, runtime and collector.
 * Little-endian; every object is 16-byte aligned; sizes are multiples of 16.
 *
 * Boxes (64 bits)
 *   0                     undefined          16, 24   false, true
 *   8                     null               32       array hole (only inside value stores)
 *   40                    uninitialised (temporal dead zone; only inside cells and globals)
 *   4096 … 2^47-1         heap or static object
 *   >= 2^49               a double: its bits + 2^49 (NaN canonical: 0x7ff8… before the offset)
 * So zeroed memory is `undefined`, and a reference is its own box.
 *
 *   header   +0 u32 shape id   +4 u8 collector   +5 u8 flags   +6 u16 extra
 */
export const BOX_UNDEFINED = 0;
export const BOX_NULL = 8;
export const BOX_FALSE = 16;
export const BOX_TRUE = 24;
export const BOX_HOLE = 32;
export const BOX_UNINITIALIZED = 40;
export const FIRST_POINTER = 4096;
export const BOX_DOUBLE_OFFSET = 0x0002_0000_0000_0000n;
/**
 * What a slot of doubles holds when the program put `undefined` there in spite of its type: a signalling NaN. Arithmetic
 * makes an ordinary NaN of it, as JavaScript does of undefined; boxing makes undefined of it. Negative, so that neither
 * negation nor Math.abs keeps it. No computation and no conversion yields it. See ADR 16.
 */
export const NUMBER_UNDEFINED = 0xfff4_0000_0000_0000n;

export const HEADER_BYTES = 8;
export const HEADER_SHAPE = 0;
export const HEADER_GC = 4;
export const HEADER_FLAGS = 5;
export const HEADER_EXTRA = 6;
export const OBJECT_ALIGN = 16;

/** HEADER_GC bit of objects in the image: never collected, never moved, never written by the collector. */
export const GC_STATIC = 0x80;

// Shape ids of built-in layouts. Tests for a family are one subtract and one unsigned compare.
/** Flat string: +8 u32 length (code units), +12 u32 hash (0: not computed), +16 code units (u8 or u16). */
export const SHAPE_STRING = 1;
/** Concatenation: +8, +12 as above, +16 left ref, +24 right ref. Flattening turns it into a slice in place. */
export const SHAPE_ROPE = 2;
/** Slice: +8, +12 as above, +16 ref to the flat parent, +24 u32 start (code units). */
export const SHAPE_SLICE = 3;
export const FLAG_UTF16 = 1;
/** The string is the unique one with its content (property keys, literals): equality is identity. */
export const FLAG_INTERNED = 2;
export const STRING_LENGTH = 8;
export const STRING_HASH = 12;
export const STRING_DATA = 16;
export const ROPE_LEFT = 16;
export const ROPE_RIGHT = 24;
export const SLICE_PARENT = 16;
export const SLICE_START = 24;

/** Symbol: +8 ref description (string or undefined), +16 u32 number. */
export const SHAPE_SYMBOL = 4;
export const SHAPE_BIGINT = 5;

/** Variable cells: +8 the content, a box or raw f64 bits. */
export const SHAPE_CELL = 6;
export const SHAPE_CELL_F64 = 7;
export const CELL_CONTENT = 8;

/**
 * Function value: +8 native code, +16 boxed code, +24 ref overflow dictionary (own properties; undefined),
 * +32 FunctionInfo (static), +40 u32 signature id, +44 u32 capture count, +48 captures (boxes).
 *   native(closure, this box, params by letter …) → { result by letter, i1 threw }
 *   boxed(closure, this box, argc u32, argv pointer to boxes) → { box, i1 threw }
 * A thrown value is in the global @whelk.exception.
 */
export const SHAPE_FUNCTION = 8;
/** A class as a value: as SHAPE_FUNCTION; boxed code throws "Class constructor X cannot be invoked without 'new'". */
export const SHAPE_CLASS = 9;
export const FUNCTION_NATIVE = 8;
export const FUNCTION_BOXED = 16;
export const FUNCTION_OVERFLOW = 24;
export const FUNCTION_INFO = 32;
export const FUNCTION_SIGNATURE = 40;
export const FUNCTION_CAPTURE_COUNT = 44;
export const FUNCTION_CAPTURES = 48;

/**
 * FunctionInfo (static): +0 ref name, +8 u32 length, +12 u32 class shape id (0: none),
 * +16 construct: boxed(closure, new.target unused, argc, argv) → { box, i1 } that allocates and runs (0: not a constructor),
 * +24 u32 flags (bit 0 arrow, 1 async, 2 generator, 3 class), +28 u32 line, +32 ref file.
 */
export const INFO_NAME = 0;
export const INFO_LENGTH = 8;
export const INFO_CLASS = 12;
export const INFO_CONSTRUCT = 16;
export const INFO_FLAGS = 24;
export const INFO_LINE = 28;
export const INFO_FILE = 32;

/** Arrays: +8 u32 length, +12 u32 capacity, +16 ref store. Element i is at store + 16 + 8 * i. */
export const SHAPE_ARRAY = 10; // store of boxes (holes possible)
export const SHAPE_ARRAY_F64 = 11; // store of raw doubles, no holes
export const ARRAY_LENGTH = 8;
export const ARRAY_CAPACITY = 12;
export const ARRAY_STORE = 16;
export const ARRAY_OVERFLOW = 24; // own named properties (regexp matches …), a dictionary or undefined
export const ARRAY_BYTES = 32;
/** Stores: +8 u32 capacity in slots (values) or bytes (raw), +16 the data. */
export const SHAPE_STORE_VALUES = 12;
export const SHAPE_STORE_RAW = 13;
export const STORE_CAPACITY = 8;
export const STORE_DATA = 16;

/** ArrayBuffer: +8 u32 byteLength, +12 u32 flags, +16 address of the data, +24 ref raw store (undefined: external memory). */
export const SHAPE_ARRAY_BUFFER = 14;
export const BUFFER_LENGTH = 8;
export const BUFFER_ADDRESS = 16;
export const BUFFER_STORE = 24;

/** Views: +8 u32 length (elements; bytes for DataView), +12 u32 byteOffset, +16 address of element 0, +24 ref ArrayBuffer. */
export const SHAPE_I8 = 16;
export const SHAPE_U8 = 17;
export const SHAPE_NODE_BUFFER = 18; // node:buffer's Buffer, a Uint8Array
export const SHAPE_U8C = 19;
export const SHAPE_I16 = 20;
export const SHAPE_U16 = 21;
export const SHAPE_I32 = 22;
export const SHAPE_U32 = 23;
export const SHAPE_F32 = 24;
export const SHAPE_F64 = 25;
export const SHAPE_DATA_VIEW = 26;
export const VIEW_LENGTH = 8;
export const VIEW_OFFSET = 12;
export const VIEW_ADDRESS = 16;
export const VIEW_BUFFER = 24;
export const VIEW_BYTES = 32;

/**
 * Dictionary: insertion-ordered hash of boxes by string or symbol. As an object on its own it is what
 * `Record<string, T>`, index signatures, computed keys and unknown spreads make; as `overflow` it holds what
 * was added to a literal or function later. +8 ref values store of entries (key box, value box), +16 ref raw store of u32
 * entry numbers by hash (0: empty, else 1 + entry), +24 u32 entries used, with deleted ones (key is a hole), +28 u32 live entries.
 */
export const SHAPE_DICTIONARY = 30;
export const DICTIONARY_ENTRIES = 8;
export const DICTIONARY_INDEX = 16;
export const DICTIONARY_USED = 24;
export const DICTIONARY_COUNT = 28;

/** Weak references (gc/weak.ts): a cell whose target the collector doesn't trace, and a table of key–value pairs that live by their keys. */
export const SHAPE_WEAK_CELL = 27;
export const SHAPE_EPHEMERONS = 28;

/** Ids of shape records without objects: members of numbers, of booleans, and those that every object inherits. */
export const MEMBERS_NUMBER = 31;
export const MEMBERS_BOOLEAN = 32;
export const MEMBERS_OBJECT = 33;

/** First shape of the program's own classes and literals; classes get ids in pre-order, so `x instanceof C` is a range test. */
export const FIRST_CLASS_SHAPE = 64;
/** Objects of classes: slots of 8 bytes from +8. Literals: +8 is the overflow dictionary, fields from +16. */
export const OBJECT_SLOTS = 8;
export const LITERAL_OVERFLOW = 8;

/**
 * Shape record, static, at whelk.shapes + id * SHAPE_RECORD_BYTES (all ids from 0, built-in ones too)
 *   +0  u32 instance bytes     +4 u32 last id of the subtree (pre-order)
 *   +8  u64 reference bitmap: bit i = slot i (8 * i bytes after the header) holds a box; bit 63: all further slots are boxes
 *   +16 keys: pointer to KeyRecords, own enumerable and hidden fields in order, parents' first
 *   +24 u32 number of keys     +28 u32 selector row
 *   +32 ref name               +40 u32 parent id (0: none)   +44 u32 kind (0 built-in, 1 class, 2 literal)
 *   +48 members: pointer to MemberRecords (own and inherited, own first)   +56 u32 number of members
 *   +60 u32 unused   +64 class value (ref to its SHAPE_CLASS object, 0: none)   +72 unused
 */
export const SHAPE_RECORD_BYTES = 80;
export const RECORD_INSTANCE_BYTES = 0;
export const RECORD_LAST = 4;
export const RECORD_BITMAP = 8;
export const RECORD_KEYS = 16;
export const RECORD_KEY_COUNT = 24;
export const RECORD_ROW = 28;
export const RECORD_NAME = 32;
export const RECORD_PARENT = 40;
export const RECORD_KIND = 44;
export const RECORD_MEMBERS = 48;
export const RECORD_MEMBER_COUNT = 56;
export const RECORD_CLASS = 64;

/** KeyRecord: +0 ref key (interned string), +8 u32 byte offset in the object, +12 u8 rep, +13 u8 flags (1 enumerable, 2 readonly, 4 private),
 * +14 u16 shape of the class whose instances alone the field may hold (and undefined and null; 0: any value). */
export const KEY_RECORD_BYTES = 16;
export const KEY_NAME = 0;
export const KEY_OFFSET = 8;
export const KEY_REP = 12;
export const KEY_FLAGS = 13;
export const KEY_SHAPE = 14;
export const REP_BOX = 0; // box or ref
export const REP_F64 = 1;
export const REP_BOOL = 2; // low byte of the slot
export const REP_I32 = 3; // low four bytes
export const REP_U32 = 4;
export const REP_INT = 5; // also u64/i64
export const KEY_ENUMERABLE = 1;
export const KEY_READONLY = 2;
export const KEY_PRIVATE = 4;

/** MemberRecord: +0 ref key, +8 u32 kind, +16 static function object (SHAPE_FUNCTION; expects `this`). */
export const MEMBER_RECORD_BYTES = 24;
export const MEMBER_KEY = 0;
export const MEMBER_KIND = 8;
export const MEMBER_FUNCTION = 16;
export const MEMBER_METHOD = 0;
export const MEMBER_GETTER = 1;
export const MEMBER_SETTER = 2;

/**
 * Line table, static, at symbolAddress("whelk.lines"): code addresses → functions and lines. Read by line-table.ts.
 *   header: +0 u32 number of rows   +4, +8, +12, +16 u32 offsets from the table's start: details, functions, files, names
 *   row: +0 u32: bits 0-29 first code address, bit 31: the next row is the caller that this frame was inlined into
 *        (same address)   +4 u32: bits 0-16 detail (0: none), bits 17-31 function (all ones: no frame of the program)
 *   detail: u32: bits 0-11 column, bits 12-31 line      function: u32: bits 0-11 file, bits 12-31 name
 *   file: u32 name      name (an offset into names): u8 length, then Latin-1; or 255, u16 length, UTF-16
 * Rows are sorted. The frames of a return address r: the last row with address <= r - 1, or the first of those that
 * share its address, and its inline chain.
 */
export const LINES_HEADER_BYTES = 24;
export const LINES_DETAILS = 4;
export const LINES_FUNCTIONS = 8;
export const LINES_FILES = 12;
export const LINES_NAMES = 16;
export const LINE_ROW_BYTES = 8;
export const LINE_ADDRESS_MASK = 0x3fffffff;
export const LINE_INLINED = 0x80000000;
export const LINE_DETAIL_MASK = 0x1ffff;
export const LINE_FUNCTION_SHIFT = 17;
export const LINE_NO_FUNCTION = 0x7fff;
export const LINE_COLUMN_MASK = 0xfff;
export const LINE_LINE_SHIFT = 12;
export const LINE_FILE_MASK = 0xfff;
export const LINE_NAME_SHIFT = 12;
export const LINE_WIDE = 255;
