/** Builds an image for a command: tools found, progress shown, diagnostics printed. */
import { compileProgram, type ProgramBuild, type ProgramBuilt } from "./compile-program.ts";
import { Progress } from "./progress.ts";
import { needTools } from "./toolchain.ts";

/** The build, or undefined when the program has errors; they are on stderr then. */
export async function buildImage(build: ProgramBuild): Promise<ProgramBuilt | undefined> {
  if (build.output !== undefined && build.emit !== "hir" && build.emit !== "mir" && build.emit !== "llvm") needTools("clang", "lld");
  const progress = new Progress("compiling");
  const built = await compileProgram({ ...build, onStage: (stage) => progress.stage(stage) }).finally(() => progress.end());
  if (built.ok) return built;
  console.error(built.text);
  console.error(`\n${built.codes.length} ${built.codes.length === 1 ? "error" : "errors"}; no image was written.`);
  return undefined;
}
