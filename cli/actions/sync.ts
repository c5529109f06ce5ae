import { accessSync, constants, mkdirSync } from "node:fs";
import { type Connection, connect, didYouMean, handlerOf, SetupError, UsageError } from "../../engine/index.ts";
import {
  type IdentityProvider,
  identityProvider,
  type ListedPerson,
  type Product,
  products,
  type StoryStep,
} from "../../simulators/clients/index.ts";
import { readRate, readWhole } from "../numbers.ts";
import { progressOf } from "../progress.ts";
import { type Findings, printDocument } from "../sync/document.ts";
import { outcomesOf } from "../sync/outcome.ts";
import { perform, type Scene } from "../sync/perform.ts";
import { nameOf } from "../sync/print.ts";
import { readSettings } from "../sync/product-settings.ts";
import { readFiles, tokensOf } from "../sync/read.ts";
import { identities, type KnownPerson, prepareState, readState, statePath, writeState } from "../sync/state.ts";
import { openTarget, type SyncTargetFlags } from "../sync/target.ts";
import { watched } from "../sync/wire.ts";
import { interruptible } from "./interrupt.ts";
import { readPairs } from "./profiles.ts";

/** The flags of `scimproof sync`. */
export interface SyncFlags extends SyncTargetFlags {
  directory?: string;
  steps?: string;
  group?: string[];
  setting?: string[];
  state?: string;
  out?: string;
  rate?: string;
  timeout?: string;
  json?: boolean;
}

/** How long each product waits for an answer; Okta alone has published it. */
const PATIENCE_MS: Record<Product, number> = { entra: 30_000, okta: 60_000, jumpcloud: 30_000 };
/** Longer than the connection holds a request back because the target asked for it. */
const LONGEST_PAUSE_MS = 61_000;
/** Of so many failures each one is told at once; of all of them at the end. */
const MOST_REMARKS = 20;

/** Provisions a directory as a product does. Resolves with the exit code. */
export async function syncDirectory(
  named: string | undefined,
  flags: SyncFlags,
  target: string | undefined,
): Promise<number> {
  const product = readProduct(named);
  if (target === undefined) throw new UsageError("name a target: the SCIM base URL, or sim for the bundled simulator");
  if (flags.directory === undefined) throw new UsageError("--directory names the file of people: CSV or JSON");
  const settings = readSettings(product, readPairs(flags.setting, "--setting"));
  const rate = flags.rate === undefined ? undefined : readRate(flags.rate);
  const timeoutMs =
    flags.timeout === undefined ? PATIENCE_MS[product] : readWhole("--timeout", flags.timeout, 1, 600) * 1000;
  const { people, ignored, story } = await readFiles(flags.directory, flags.steps);
  const tokens = tokensOf(story);
  const groups = readGroups(flags.group, people);
  prepareOut(flags.out);
  if (ignored.length > 0) process.stderr.write(`Columns that mean nothing here: ${ignored.join(", ")}\n`);

  const opened = await openTarget(target, flags, { product, people });
  const { baseUrl } = opened.target;
  const keeps = flags.state !== undefined || !opened.simulated;
  const path = keeps && !flags.dryRun ? (flags.state ?? statePath(product, baseUrl)) : undefined;
  const before = path === undefined ? undefined : readState(path, product, baseUrl);
  if (path !== undefined) prepareState(path);

  const identify = identities(product, before?.people);
  const known = new Map<string, KnownPerson>(before?.people.map((person) => [person.id, person]));
  const stopping = interruptible("Stopping; what was done is written. Press Ctrl-C again to stop at once.");
  let client!: IdentityProvider;
  const progress = progressOf(process.stderr, people.length, "people");
  const seen = new Set<string>();
  let told = 0;
  let remarks = 0;
  const tell = (): void => {
    for (const { person, outcome, reason } of client.events.slice(told)) {
      told += 1;
      if (person === undefined) continue;
      seen.add(person.id);
      const done = Math.min(seen.size, people.length);
      const remark =
        outcome === "failure" && remarks++ < MOST_REMARKS ? `${person.userName} failed: ${reason}` : undefined;
      progress.step(done, remark === undefined ? undefined : connection.redactor.text(remark));
    }
  };
  const connection = connect(opened.target, {
    seed: 1,
    rate,
    timeoutMs,
    secrets: [...tokens.values()],
    onExchange: tell,
  });
  const wire = watched(handlerOf(connection.client({ step: () => "probe" })));
  client = remembering(path, () =>
    identityProvider(product, {
      provider: wire.handler,
      baseUrl,
      token: opened.target.token,
      // The connection gives up first, for it can take back what is under way; what it holds back has not left yet.
      timeoutMs: timeoutMs + LONGEST_PAUSE_MS + (rate === undefined ? 0 : 1000 / rate),
      memory: before?.memory,
      ...settings,
    }),
  );
  const scene: Scene = {
    client,
    people: new Map(),
    newId: (userName) => {
      const person = identify({ attributes: { userName } });
      known.set(person.id, person);
      return person.id;
    },
    tokens,
    imports: [],
  };
  const interrupted = new Promise<"interrupted">((done) =>
    stopping.signal.addEventListener("abort", () => done("interrupted")),
  );
  let refusal: string | undefined;
  let ended: "done" | "interrupted" = "done";
  try {
    const work = provision(scene, { people, groups, story, identify, known });
    const outcome = await Promise.race([work, interrupted]);
    if (outcome === "interrupted") {
      ended = "interrupted";
      await wire.stop();
    } else refusal = outcome;
  } finally {
    tell();
    progress.end();
    stopping.end();
    if (path !== undefined)
      writeState(path, product, baseUrl, { people: [...known.values()], memory: client.memory() });
  }

  const findings: Findings = {
    product,
    target: flags.dryRun && !/^sim\b/.test(target) ? target : opened.target.name,
    client,
    connection,
    people: outcomesOf(client, known.values()),
    imports: scene.imports,
    refusal,
    first: before === undefined && story.length === 0,
    interrupted: ended === "interrupted",
    dryRun: flags.dryRun === true,
    files: path === undefined ? [] : [path],
  };
  const code = await printDocument(findings, { json: flags.json === true, out: flags.out });
  await closed(connection, ended);
  if (refusal !== undefined)
    throw new SetupError(`${nameOf(product)} would not provision: ${connection.redactor.text(refusal)}`, [
      "Nobody was sent. Check the SCIM base URL and the token: scimproof run <url> says more.",
    ]);
  return code;
}

/** Makes a client with what is remembered. Throws UsageError when the state is not what this product wrote. */
function remembering(path: string | undefined, make: () => IdentityProvider): IdentityProvider {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof RangeError) || path === undefined) throw cause;
    throw new UsageError(`--state: ${path} is damaged (${cause.message}): name another file, or remove it`);
  }
}

async function closed(connection: Connection, ended: "done" | "interrupted"): Promise<void> {
  await connection.close();
  // The client waits for an answer that will not come, and its patience would keep the process.
  if (ended === "interrupted") process.exit(130);
}

/** Plays it all. Resolves with why the product would not begin, undefined when it did. */
async function provision(
  scene: Scene,
  file: {
    people: readonly ListedPerson[];
    groups: ReadonlySet<string>;
    story: readonly StoryStep[];
    identify: ReturnType<typeof identities>;
    known: Map<string, KnownPerson>;
  },
): Promise<string | undefined> {
  const { client, people } = scene;
  const { directory } = client;
  // First of all, for Okta leaves alone who was assigned before provisioning was on.
  await client.start();
  const { state, cause } = client.health();
  if (state !== "running") return cause?.message ?? "the connection was refused";
  const members = new Map<string, string[]>();
  for (const person of file.people) {
    const identity = file.identify(person);
    const { id } = directory.add(person.attributes, identity.id);
    file.known.set(id, identity);
    people.set(person.attributes.userName.toLowerCase(), id);
    if (!person.active) directory.block(id);
    for (const group of person.groups) members.set(group, [...(members.get(group) ?? []), id]);
    if (file.groups.size === 0) directory.assign(id);
  }
  // Who was there in an earlier run and is in the file no more has lost the application.
  for (const { id, userName } of file.known.values())
    if (directory.find(id) === undefined) directory.add({ userName }, id);
  for (const [name, ids] of members) {
    const group = directory.addGroup(name, ids);
    if (file.groups.has(name)) directory.assignGroup(group.id);
  }
  await client.settle();
  for (const step of file.story) await perform(step, scene);
  const last = file.story.at(-1)?.do;
  if (client.product === "entra" && last !== undefined && last !== "cycle" && last !== "advance") await client.settle();
  return undefined;
}

function readProduct(named: string | undefined): Product {
  const found = products.find((each) => each === named);
  if (found !== undefined) return found;
  const known = products.join(", ");
  throw new UsageError(
    named === undefined
      ? `name an identity provider: ${known}`
      : `there is no identity provider "${named}" (${known})${didYouMean(named, [...products])}`,
  );
}

function readGroups(named: readonly string[] = [], people: readonly ListedPerson[]): Set<string> {
  const known = new Set(people.flatMap(({ groups }) => groups));
  const unknown = named.find((group) => !known.has(group));
  if (unknown !== undefined)
    throw new UsageError(`--group: nobody in the directory file is in "${unknown}"${didYouMean(unknown, [...known])}`);
  return new Set(named);
}

function prepareOut(out: string | undefined): void {
  if (out === undefined) return;
  try {
    mkdirSync(out, { recursive: true });
    accessSync(out, constants.W_OK);
  } catch (cause) {
    throw new UsageError(`--out: ${out} cannot be written to (${(cause as NodeJS.ErrnoException).code})`);
  }
}
