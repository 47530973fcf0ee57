import "./programs/classes/inheritance.ts";
import "./programs/classes/linked-list.ts";
import "./programs/classes/many-shapes.ts";
import "./programs/classes/method-values.ts";
import "./programs/classes/private-fields.ts";
import "./programs/classes/statics.ts";
import "./programs/classes/super-calls.ts";
