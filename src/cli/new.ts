/** whelk new: a project that type-checks in an editor and runs at once. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { onlyOperand, type Command } from "./command.ts";
import { ExitCode, usageFailure } from "./failure.ts";
import { WHELK_ROOT } from "./root.ts";

export const newCommand: Command = {
  name: "new",
  summary: "start a project",
  operands: "DIR",
  details: `
Writes main.ts (a small HTTP server), main.test.ts, tsconfig.json, package.json, README.md and .gitignore. 'whelk run' works at once;
'npm install' in DIR brings TypeScript and Node's types for the editor.`,
  options: {},
  async run(words) {
    const word = onlyOperand(newCommand, words);
    const directory = resolve(word);
    if (existsSync(directory) && readdirSync(directory).length > 0) throw usageFailure(`${word} is there and not empty; choose another directory.`);
    mkdirSync(directory, { recursive: true });
    for (const [name, text] of Object.entries(projectFiles(basename(directory)))) writeFileSync(join(directory, name), text);
    console.log(`${word} is ready. Next:\n\n  whelk run ${join(word, "main.ts")} -p 8080:80\n  curl http://localhost:8080/\n\n  cd ${word} && npm install && npx tsc    (types for the editor)`);
    return ExitCode.ok;
  },
};

/** File name → text. Versions are the ones that this Whelk is pinned to. */
function projectFiles(name: string): Record<string, string> {
  const manifest = JSON.parse(readFileSync(join(WHELK_ROOT, "package.json"), "utf8")) as { dependencies: Record<string, string>; devDependencies: Record<string, string> };
  return {
    "main.ts": MAIN,
    "main.test.ts": MAIN_TEST,
    "greeting.ts": GREETING,
    "tsconfig.json": `${JSON.stringify(TSCONFIG, null, 2)}\n`,
    "package.json": `${JSON.stringify({
      name: name.toLowerCase().replace(/[^a-z0-9-]+/g, "-").replace(/^-+|-+$/g, "") || "app",
      version: "0.1.0",
      private: true,
      type: "module",
      scripts: { check: "tsc" },
      devDependencies: { "@types/node": manifest.devDependencies["@types/node"], typescript: manifest.dependencies["typescript"] },
    }, null, 2)}\n`,
    ".gitignore": "node_modules/\n*.elf\n",
    "README.md": README.replaceAll("NAME", name),
  };
}

const TSCONFIG = {
  compilerOptions: {
    target: "es2024", lib: ["es2024"], module: "nodenext", strict: true, noEmit: true, types: ["node"], skipLibCheck: true,
    allowImportingTsExtensions: true, erasableSyntaxOnly: true, verbatimModuleSyntax: true, isolatedModules: true,
  },
};

const MAIN = `import { createServer } from "node:http";
import { greeting } from "./greeting.ts";

const server = createServer((request, response) => {
  response.setHeader("content-type", "text/plain");
  response.end(greeting(request.url ?? "/"));
});
server.listen(80, () => console.log("listening on port 80"));
`;

const GREETING = `/** What the server answers at a path. */
export function greeting(path: string): string {
  const name = decodeURIComponent(path.slice(1));
  return \`Hello, \${name === "" ? "world" : name}\\n\`;
}
`;

const MAIN_TEST = `import { test } from "node:test";
import { strictEqual } from "node:assert/strict";
import { greeting } from "./greeting.ts";

test("greeting() greets who the path names", () => {
  strictEqual(greeting("/"), "Hello, world\\n");
  strictEqual(greeting("/Ann%20B"), "Hello, Ann B\\n");
});
`;

const README = `# NAME

    whelk run main.ts -p 8080:80                  # as a virtual machine
    whelk run main.ts -p 8080:80 --target node    # under Node
    whelk test                                    # the tests, inside an image
    whelk build main.ts -o NAME.elf --report      # one image, and what is in it
`;
