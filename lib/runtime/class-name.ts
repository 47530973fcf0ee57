/** Names of what objects are instances of, without class values. */
import { addressOf, load32, load8, loadSize, objectAt } from "../sys/intrinsics.ts";
import { shapeRecord } from "./gc/object-size.ts";
import {
  FIRST_CLASS_SHAPE, HEADER_FLAGS, RECORD_KIND, RECORD_NAME, SHAPE_ARRAY, SHAPE_ARRAY_BUFFER, SHAPE_ARRAY_F64, SHAPE_CLASS, SHAPE_DATA_VIEW, SHAPE_DICTIONARY, SHAPE_F32, SHAPE_F64, SHAPE_FUNCTION,
  SHAPE_I16, SHAPE_I32, SHAPE_I8, SHAPE_NODE_BUFFER, SHAPE_U16, SHAPE_U32, SHAPE_U8, SHAPE_U8C,
} from "./layout.ts";
import { FLAG_NULL_PROTOTYPE } from "./property.ts";
import { shapeOfValue } from "./value.ts";

const CLASS_KIND = 1;

/** The constructor's name: "Point", "Array", "Uint8Array", "Object"; null: there is no prototype. */
export function builtinClassName(value: unknown): string | null {
  const shape = shapeOfValue(value);
  if (shape >= FIRST_CLASS_SHAPE) return load32(shapeRecord(shape), RECORD_KIND) === CLASS_KIND ? objectAt<string>(loadSize(shapeRecord(shape), RECORD_NAME)) : "Object";
  switch (shape) {
    case SHAPE_ARRAY: case SHAPE_ARRAY_F64: return "Array";
    case SHAPE_FUNCTION: case SHAPE_CLASS: return "Function";
    case SHAPE_ARRAY_BUFFER: return "ArrayBuffer";
    case SHAPE_DATA_VIEW: return "DataView";
    case SHAPE_NODE_BUFFER: return "Buffer";
    case SHAPE_I8: return "Int8Array";
    case SHAPE_U8: return "Uint8Array";
    case SHAPE_U8C: return "Uint8ClampedArray";
    case SHAPE_I16: return "Int16Array";
    case SHAPE_U16: return "Uint16Array";
    case SHAPE_I32: return "Int32Array";
    case SHAPE_U32: return "Uint32Array";
    case SHAPE_F32: return "Float32Array";
    case SHAPE_F64: return "Float64Array";
    case SHAPE_DICTIONARY: return (load8(addressOf(value), HEADER_FLAGS) & FLAG_NULL_PROTOTYPE) !== 0 ? null : "Object";
    default: return "Object";
  }
}
