/** A server that speaks Redis's protocol and keeps its data in memory. */
import { createServer } from "node:net";
import { CONNECTION_COMMANDS } from "./commands/connection.ts";
import { COUNTER_COMMANDS } from "./commands/counters.ts";
import { HASH_COMMANDS } from "./commands/hashes.ts";
import { KEY_COMMANDS } from "./commands/keys.ts";
import { LIST_COMMANDS } from "./commands/lists.ts";
import { PUBLISHING_COMMANDS } from "./commands/publishing.ts";
import { SERVER_COMMANDS } from "./commands/server.ts";
import { SET_COMMANDS } from "./commands/sets.ts";
import { SORTED_SET_RANGE_COMMANDS } from "./commands/sorted-set-ranges.ts";
import { SORTED_SET_COMMANDS } from "./commands/sorted-sets.ts";
import { STRING_COMMANDS } from "./commands/strings.ts";
import { TRANSACTION_COMMANDS } from "./commands/transactions.ts";
import { Server } from "./server.ts";

const PORT = Number(process.env["PORT"] ?? "6379");

const server = new Server(PORT, [
  ...CONNECTION_COMMANDS, ...SERVER_COMMANDS, ...KEY_COMMANDS, ...STRING_COMMANDS, ...COUNTER_COMMANDS, ...LIST_COMMANDS, ...HASH_COMMANDS,
  ...SET_COMMANDS, ...SORTED_SET_COMMANDS, ...SORTED_SET_RANGE_COMMANDS, ...PUBLISHING_COMMANDS, ...TRANSACTION_COMMANDS,
]);

createServer((socket) => server.serve(socket)).listen(PORT, () => console.log(`listening on port ${PORT}`));
