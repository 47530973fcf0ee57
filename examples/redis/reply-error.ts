/** An error that the client shall see; the message starts with its code ("ERR …", "WRONGTYPE …"). */
export class ReplyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ReplyError";
  }
}

export const syntaxError = (): ReplyError => new ReplyError("ERR syntax error");
export const notAnInteger = (): ReplyError => new ReplyError("ERR value is not an integer or out of range");
export const notAFloat = (): ReplyError => new ReplyError("ERR value is not a valid float");
export const wrongType = (): ReplyError => new ReplyError("WRONGTYPE Operation against a key holding the wrong kind of value");
export const noSuchKey = (): ReplyError => new ReplyError("ERR no such key");
export const indexOutOfRange = (): ReplyError => new ReplyError("ERR index out of range");

export function wrongArguments(command: string): ReplyError {
  return new ReplyError(`ERR wrong number of arguments for '${command.toLowerCase()}' command`);
}

export function unknownSubcommand(command: string, name: string): ReplyError {
  return new ReplyError(`ERR unknown subcommand '${name.slice(0, 128)}'. Try ${command} HELP.`);
}
