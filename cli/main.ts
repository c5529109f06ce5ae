#!/usr/bin/env node
// Nothing is imported before the version of Node is known: an older one would stop at the first name it does not have.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(
    `scimproof: Node ${process.versions.node} is too old, it takes 22.22, 24 or later\n  Install a newer Node, or run it with one: npx -p node@24 -p scimproof scimproof\n`,
  );
  process.exitCode = 2;
} else await import("./program.ts");

export {};
