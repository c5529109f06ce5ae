import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

// A module uses only what stands to its left; those in one row do not know each other. Identity providers are what the
// rules work with, and not what answers them: they stand left of the suites, and the rest of simulators/ does not.
const LAYERS = [
  ["schemas", "requirements"],
  ["scim", "saml"],
  ["engine"],
  ["profiles"],
  ["simulators/clients", "simulators/test-idp"],
  ["suites", "simulators", "reports", "traces"],
  ["console", "cli", "integrations", "index.ts"],
];
const LAYER = new Map(LAYERS.flatMap((row, place) => row.map((module) => [module, place] as const)));
const CODE = [...LAYER.keys()].filter((module) => !["schemas", "requirements"].includes(module));

interface Import {
  from: string;
  to: string;
}

/** Source files of the product; a test may reach across, for it is where modules meet. */
function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

const existing = readdirSync(ROOT);
const files = CODE.filter((module) => existing.includes(module)).flatMap((module) =>
  module.endsWith(".ts") ? [module] : sources(module),
);
const imports: Import[] = files.flatMap((from) =>
  [...readFileSync(join(ROOT, from), "utf8").matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map((found) => ({
    from,
    to: relative(ROOT, resolve(ROOT, dirname(from), found[1]!)),
  })),
);
const nested = [...LAYER.keys()].filter((module) => module.includes("/"));
const moduleOf = (path: string): string =>
  nested.find((module) => path.startsWith(`${module}${sep}`)) ?? path.split(sep)[0]!;
const crossing = imports.filter(({ from, to }) => moduleOf(from) !== moduleOf(to));

describe("the architecture", () => {
  it("finds the modules it speaks of", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(crossing.length).toBeGreaterThan(100);
  });

  it("lets a module use only what stands to its left", () => {
    const wrong = crossing.filter(({ from, to }) => {
      const target = moduleOf(to) === "package.json" ? -1 : LAYER.get(moduleOf(to));
      return target === undefined || target >= LAYER.get(moduleOf(from))!;
    });
    expect(wrong).toEqual([]);
  });

  it("enters a module of code through its door", () => {
    const wrong = crossing.filter(
      ({ to }) => CODE.includes(moduleOf(to)) && to !== join(moduleOf(to), "index.ts") && moduleOf(to) !== "index.ts",
    );
    expect(wrong).toEqual([]);
  });

  it("keeps network, files, clocks and chance out of scim/", () => {
    const wrong = files
      .filter((file) => moduleOf(file) === "scim")
      .filter((file) =>
        /from "(?:node:|undici)|Date\.now|Math\.random|new Date\(\)|performance\.now|\bfetch\(/.test(
          readFileSync(join(ROOT, file), "utf8"),
        ),
      );
    expect(wrong).toEqual([]);
  });

  it("has no default exports but those that a tool reads", () => {
    const wrong = files.filter((file) => /^export default/m.test(readFileSync(join(ROOT, file), "utf8")));
    expect(wrong).toEqual([]);
  });
});
