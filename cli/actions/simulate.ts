import { accessSync, constants, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import {
  didYouMean,
  judgeTraffic,
  quote,
  type Recorded,
  type Rule,
  recorded,
  SetupError,
  UsageError,
} from "../../engine/index.ts";
import { profileOptions, profiles } from "../../profiles/index.ts";
import {
  listen,
  type ServiceProvider,
  type SimulatedProfile,
  type SimulatorCard,
  serviceProvider,
} from "../../simulators/index.ts";
import { suites } from "../../suites/index.ts";
import { readWhole } from "../numbers.ts";
import { readMutants, readPairs, readSimulated } from "./profiles.ts";
import { prepareFolder, readFormats, writeReports } from "./reports.ts";

/** The flags of `scimproof simulate`. */
export interface SimulateFlags {
  profile?: string;
  preset?: string;
  option?: string[];
  mutant?: string[];
  port?: string;
  host?: string;
  state?: string;
  judgeClient?: string;
  report?: string[];
  out?: string;
  json?: boolean;
}

/** Serves the simulator until it is told to stop. Resolves with the exit code. */
export async function serveSimulator(flags: SimulateFlags): Promise<number> {
  const profile = readSimulated(flags.profile ?? "8x8");
  const options = profileOptions(profile, flags.preset, readPairs(flags.option));
  const mutants = readMutants(flags.mutant);
  for (const { rule, id } of mutants)
    if (!profile.suites.some((suite) => rule.id.startsWith(`${suite}/`)))
      throw new UsageError(`mutant "${id}" belongs to rule ${rule.id}, which does not count for profile ${profile.id}`);
  const port = flags.port === undefined ? 8808 : readWhole("--port", flags.port, 0, 65535);
  const host = flags.host ?? "127.0.0.1";
  if (flags.judgeClient === undefined && (flags.report ?? flags.out) !== undefined)
    throw new UsageError("--report and --out are about the judgement of a client: give --judge-client as well");
  const judged = flags.judgeClient === undefined ? undefined : rulesForClient(flags.judgeClient);
  const formats = readFormats(judged === undefined ? ["none"] : (flags.report ?? ["html", "json"]));
  const out = flags.out ?? "scimproof-results";
  prepareFolder(formats, out);
  const startedAt = new Date().toISOString();
  let provider!: ServiceProvider;
  let traffic: Recorded | undefined;
  const server = await listen(
    (origin) => {
      provider = serviceProvider({
        profile: profile.id as SimulatedProfile,
        options,
        mutants: mutants.map(({ mutant }) => mutant),
        origin,
        // Whoever provisions or signs in from outside lives in the present.
        clock: Date.now,
      });
      if (judged === undefined) return provider.handler;
      traffic = recorded(provider.handler, { baseUrl: provider.baseUrl, secrets: [provider.token] });
      return traffic.handler;
    },
    { port, host, replaceGlobals: true },
  ).catch((cause: NodeJS.ErrnoException) => {
    throw new SetupError(`cannot listen on ${host}:${port} (${cause.code ?? cause.message})`, [
      "Choose another --port; 0 takes a free one.",
    ]);
  });
  let save: (() => void) | undefined;
  try {
    save = flags.state === undefined ? undefined : keptIn(flags.state, provider);
  } catch (cause) {
    await server.close();
    throw cause;
  }
  const card: Omit<SimulatorCard, "profile"> & { console: string | null } = {
    url: provider.baseUrl,
    token: provider.token,
    admin: provider.admin?.url ?? null,
    adminToken: provider.admin?.token ?? null,
    console: null,
    saml: provider.saml ?? null,
  };
  // Listened for before anybody is told how to stop it.
  const stopped = new Promise<void>((stop) => {
    process.once("SIGINT", () => stop());
    process.once("SIGTERM", () => stop());
  });
  if (flags.json) process.stdout.write(`${JSON.stringify(card)}\n`);
  else {
    const lines = [
      `A service provider of profile ${profile.id} listens${mutants.length > 0 ? `, with ${mutants.map(({ id }) => id).join(", ")}` : ""}.`,
      `  SCIM base URL  ${card.url}`,
      `  token          ${card.token}`,
      ...(card.admin === null ? [] : [`  admin API      ${card.admin}`, `  admin token    ${card.adminToken}`]),
      ...(card.saml === null
        ? []
        : [
            `  SAML ACS       ${card.saml.acs}  (the entity ID too)`,
            `  SAML metadata  ${card.saml.metadata}`,
            `  SAML sign-in   ${card.saml.signIn}`,
          ]),
      ...(judged === undefined
        ? [`Judge it with: npx scimproof run ${card.url}${shaping(flags)}`, "Stop it with Ctrl-C."]
        : [`Let ${flags.judgeClient} provision into it. Ctrl-C stops it, and judges what was sent.`]),
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
  }
  await stopped;
  await server.close();
  save?.();
  if (judged === undefined) return 0;
  const finished = judgeTraffic({
    sender: `client ${flags.judgeClient}`,
    exchanges: traffic!.exchanges,
    rules: judged,
    profiles: [profiles["clients"]!.id],
    startedAt,
  });
  await writeReports(finished, formats, out, flags.json === true);
  return finished.exit.code;
}

/** The flags by which a run expects what the simulator was told to do. */
function shaping({ preset, option = [] }: SimulateFlags): string {
  const told = [...(preset === undefined ? [] : ["--preset", preset]), ...option.flatMap((pair) => ["--option", pair])];
  return told.map((word) => ` ${quote(word)}`).join("");
}

/** Takes the state of the simulator from a file, where there is one; gives what writes it back. Throws UsageError. */
function keptIn(file: string, { state, profile }: ServiceProvider): () => void {
  if (state === undefined) throw new UsageError(`--state: the simulator of profile ${profile} keeps no state in files`);
  try {
    if (existsSync(file)) state.import(readFileSync(file, "utf8"));
    accessSync(dirname(resolve(file)), constants.W_OK);
  } catch (cause) {
    throw new UsageError(`--state: ${file} cannot be used: ${(cause as Error).message}`);
  }
  return () => {
    // The whole text first, under another name: whoever is interrupted here keeps what there was.
    writeFileSync(`${file}.new`, state.export(), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
}

const PRODUCTS = ["entra", "okta", "jumpcloud", "scim"];

/** The rules on one product, and those on every client; `scim` for a client that is none of them. Throws UsageError. */
function rulesForClient(product: string): Rule[] {
  if (!PRODUCTS.includes(product))
    throw new UsageError(
      `--judge-client takes ${PRODUCTS.join(", ")}, not "${product}"${didYouMean(product, PRODUCTS)}`,
    );
  const wanted = new Set(["clients/scim", `clients/${product}`]);
  return suites.filter(({ id }) => wanted.has(id)).flatMap(({ rules }) => rules);
}
