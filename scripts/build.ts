import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

// Builds the published package into dist/: compiled JavaScript with declarations, and a manifest of its own, since the
// checkout brings its own Node and its tools, and the package must not. What is in it follows from what its doors
// import (tsconfig.build.json), so that nothing gets in by lying in the right folder.
const ROOT = resolve(import.meta.dirname, "..");
const DIST = resolve(process.argv[2] ?? join(ROOT, "dist"));

rmSync(DIST, { recursive: true, force: true });
execFileSync("tsc", ["-p", "tsconfig.build.json", "--outDir", DIST], { cwd: ROOT, stdio: "inherit" });

for (const file of globSync(["schemas/**/*.json", "README.md", "LICENSE", "CHANGELOG.md"], { cwd: ROOT })) {
  mkdirSync(join(DIST, dirname(file)), { recursive: true });
  cpSync(join(ROOT, file), join(DIST, file));
}

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const { name, version, description, license, type, keywords, engines, dependencies } = manifest;
const { peerDependencies, peerDependenciesMeta } = manifest;
const bin = Object.entries<string>(manifest.bin).map(([command, path]) => [command, compiled(path)]);
writeFileSync(
  join(DIST, "package.json"),
  `${JSON.stringify(
    {
      name,
      version,
      description,
      license,
      type,
      keywords,
      engines,
      bin: Object.fromEntries(bin),
      exports: Object.fromEntries(Object.entries<string>(manifest.exports).flatMap(doors)),
      dependencies,
      peerDependencies,
      peerDependenciesMeta,
    },
    null,
    2,
  )}\n`,
);
chmodSync(join(DIST, "cli/main.js"), 0o755);

function compiled(path: string): string {
  return path.replace(/\.ts$/, ".js");
}

/** A door of the package; one with a star becomes a door for each file, so that nobody comes in by a guess. */
function doors([door, path]: [string, string]): [string, string | { types: string; default: string }][] {
  if (path.endsWith(".ts")) return [[door, { types: path.replace(/\.ts$/, ".d.ts"), default: compiled(path) }]];
  if (!path.includes("*")) return [[door, path]];
  const folder = path.slice(0, path.indexOf("*"));
  return globSync(`${folder}**/*.json`, { cwd: ROOT })
    .sort()
    .map((file) => [door.replace("*", file.slice(folder.length - 2)), `./${file}`]);
}
