/** An initramfs: a cpio archive in the "newc" form (Linux, Documentation/driver-api/early-userspace/buffer-format.rst). */
export interface ArchiveFile {
  /** Without a "/" before it. */
  readonly path: string;
  readonly content: Buffer;
  readonly mode: number;
}

const DIRECTORY = 0o040755, REGULAR = 0o100000;

/** Directories come first, made from the files' paths and `directories`. */
export function packCpio(files: readonly ArchiveFile[], directories: readonly string[]): Buffer {
  const all = new Set(directories);
  for (const { path } of files) for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) all.add(path.slice(0, at));
  let inode = 1;
  const parts = [...all].sort().map((path) => entry(inode++, path, DIRECTORY, Buffer.alloc(0)));
  for (const file of files) parts.push(entry(inode++, file.path, REGULAR | file.mode, file.content));
  parts.push(entry(0, "TRAILER!!!", 0, Buffer.alloc(0)));
  return Buffer.concat(parts);
}

function entry(inode: number, path: string, mode: number, content: Buffer): Buffer {
  const name = Buffer.from(`${path}\0`);
  // inode, mode, uid, gid, links, time, size, device and its minor, special device and its minor, name length, check
  const fields = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0];
  const head = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, "0")).join("")}`);
  return Buffer.concat([padded(Buffer.concat([head, name])), padded(content)]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
