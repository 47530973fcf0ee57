import "./programs/console/arrays.ts";
import "./programs/console/collections.ts";
import "./programs/console/errors.ts";
import "./programs/console/group-table.ts";
import "./programs/console/objects.ts";
import "./programs/console/primitives.ts";
import "./programs/console/wide-objects.ts";
import "./programs/date/calendar.ts";
