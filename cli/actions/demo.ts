import { run } from "../../engine/index.ts";
import { profileOptions, profiles } from "../../profiles/index.ts";
import { listen, type ServiceProvider, serviceProvider } from "../../simulators/index.ts";
import { progressOf } from "../progress.ts";
import { interruptible } from "./interrupt.ts";
import { readMutants, suitesOf } from "./profiles.ts";
import { type Format, prepareFolder, writeReports } from "./reports.ts";

/** The flags of `scimproof demo`. */
export interface DemoFlags {
  out?: string;
  json?: boolean;
}

/** Faults that hurt customers in different ways: silent data change, a lost leaver, a moved site. */
const FAULTS = ["sp-patch-modifies-title", "sp-delete-hard-removes", "sp-site-mutable"];

const FORMATS: Format[] = ["html", "json"];

/** Serves a faulty simulator, judges it over HTTP and reports. Resolves with 0: the failures are the point of it. */
export async function showDemo(flags: DemoFlags): Promise<number> {
  const profile = profiles["8x8"]!;
  const options = profileOptions(profile);
  const mutants = readMutants(FAULTS);
  const out = flags.out ?? "scimproof-results";
  prepareFolder(FORMATS, out);
  let provider!: ServiceProvider;
  const server = await listen((origin) => {
    provider = serviceProvider({ profile: "8x8", options, mutants: mutants.map(({ mutant }) => mutant), origin });
    return provider.handler;
  });
  // Over the socket, as any other target is judged.
  const target = { ...provider, name: `demo simulator (${server.origin})`, handler: undefined };
  process.stderr.write(
    `A simulated 8x8 service provider listens on ${server.origin}, with three faults switched on:\n`,
  );
  for (const { id, rule } of mutants) process.stderr.write(`  ${id.padEnd(26)} breaks ${rule.id}\n`);
  const rules = suitesOf(profile).flatMap((suite) => suite.rules);
  const stop = interruptible("Stopping the demo.");
  const progress = progressOf(process.stderr, rules.length, "rules");
  try {
    const finished = await run({
      legs: [{ target, profiles: [profile], rules, options }],
      seed: 1,
      mutants: FAULTS,
      signal: stop.signal,
      onResult: ({ verdict, rule, level }, done) =>
        progress.step(done, verdict === "fail" ? `fail ${rule} (${level})` : undefined),
    });
    progress.end();
    await writeReports(finished, FORMATS, out, flags.json === true);
    if (!flags.json)
      process.stdout.write(
        "\nThe failures come from the three faults: that is the point of the demo.\nNext: npx scimproof run, or npx scimproof run <your SCIM base URL> --token-env NAME\n",
      );
    return finished.exit.code === 130 ? 130 : 0;
  } finally {
    stop.end();
    await server.close();
  }
}
