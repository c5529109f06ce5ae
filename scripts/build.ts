import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

// Builds the published package into dist/: compiled JavaScript with declarations, and a manifest of its own, since the
// checkout brings its own Node and its tools, and the package must not.
const ROOT = resolve(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");

rmSync(DIST, { recursive: true, force: true });
execFileSync("tsc", ["-p", "tsconfig.build.json"], { cwd: ROOT, stdio: "inherit" });

for (const file of globSync(["schemas/**/*.json", "requirements/*.json", "README.md", "LICENSE", "CHANGELOG.md"], {
  cwd: ROOT,
})) {
  mkdirSync(join(DIST, dirname(file)), { recursive: true });
  cpSync(join(ROOT, file), join(DIST, file));
}

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const compiled = (path: string): string => path.replace(/\.ts$/, ".js");
const typed = (path: string): string => path.replace(/\.ts$/, ".d.ts");
const { name, version, description, license, type, keywords, engines, dependencies, bin } = manifest;
const { peerDependencies, peerDependenciesMeta } = manifest;
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
      bin: Object.fromEntries(Object.entries<string>(bin).map(([command, path]) => [command, compiled(path)])),
      exports: Object.fromEntries(
        Object.entries<string>(manifest.exports).map(([door, path]) => [
          door,
          path.endsWith(".ts") ? { types: typed(path), default: compiled(path) } : path,
        ]),
      ),
      dependencies,
      peerDependencies,
      peerDependenciesMeta,
    },
    null,
    2,
  )}\n`,
);
chmodSync(join(DIST, "cli/main.js"), 0o755);
