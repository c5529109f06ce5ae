import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Connection, ExitCode } from "../../engine/index.ts";
import type { Exchange, JsonObject } from "../../scim/index.ts";
import {
  type IdentityProvider,
  type ImportedUser,
  type Product,
  type ProvisioningEvent,
  quirksOf,
} from "../../simulators/clients/index.ts";
import { jsonParts } from "./json.ts";
import { cannotReach, type PersonResult, quirksInRefused, traffic, troublesOf } from "./outcome.ts";
import { nameOf, printed } from "./print.ts";

/** Everything there is to tell of a sync. */
export interface Findings {
  product: Product;
  target: string;
  client: IdentityProvider;
  connection: Connection;
  people: PersonResult[];
  /** What each import of the story listed. */
  imports: ImportedUser[][];
  /** Why the product would not begin. */
  refusal: string | undefined;
  /** Whether nothing was remembered, and no story was played. */
  first: boolean;
  interrupted: boolean;
  dryRun: boolean;
  /** Files that were written besides. */
  files: string[];
}

/** Prints a sync, for a person or as one JSON document, and writes the files asked for. Resolves with the exit code. */
export async function printDocument(
  findings: Findings,
  { json, out }: { json: boolean; out: string | undefined },
): Promise<ExitCode> {
  const { client, connection, people, product, target } = findings;
  const { exchanges } = connection;
  const exit = exitOf(findings);
  const counts = traffic(exchanges);
  const quirks = quirksInRefused(quirksOf(product), exchanges);
  const clean = <Value>(value: Value): Value => connection.redactor.message("", value).body as Value;
  const log = clean(client.log());
  const files = [...findings.files];
  if (out !== undefined) {
    for (const [name, value] of [["log", log] as const, ["exchanges", exchanges] as const]) {
      const path = join(out, `${name}.json`);
      writeJson(path, value);
      files.push(path);
    }
  }
  if (json) {
    const document = {
      schemaVersion: 1,
      exit: clean(exit as unknown as JsonObject),
      product,
      target,
      dryRun: findings.dryRun,
      health: clean(client.health() as unknown as JsonObject),
      summary: { ...summaryOf(people), requests: exchanges.length, traffic: counts },
      people: clean(people as unknown as JsonObject[]),
      imports: findings.imports.map((users) =>
        users.map(({ resource, userName, status }) => ({ resource, userName, status })),
      ),
      quirks: quirks.map(({ seenIn: _, ...quirk }) => quirk),
      mails: client.mails.map(({ at, ...mail }) => ({ at: new Date(at).toISOString(), ...mail })),
      events: clean(
        client.events.map(({ at, retryAt, ...event }) => ({
          at: new Date(at).toISOString(),
          ...event,
          ...(retryAt === undefined ? {} : { retryAt: new Date(retryAt).toISOString() }),
        })) as unknown as JsonObject[],
      ),
      log,
      exchanges,
    };
    for (const text of inBlocks(jsonParts(document))) await print(text);
  } else if (findings.dryRun) await print(requestsOf(product, exchanges));
  else if (findings.refusal === undefined) {
    const matched = people.filter(({ did }) => findings.first && did[0] === "update").length;
    const notes = [
      ...(matched === 0 || product === "entra"
        ? []
        : [`${matched} were there already: ${nameOf(product)} sends such a user whole, whether it differs or not.`]),
      ...findings.imports.map((users) => `An import listed ${users.length} users.`),
      ...client.mails.map(({ to, subject }) => `Mail to ${to}: ${subject}`),
      ...troublesOf(client.events).map(inWords),
      ...healthOf(client),
      ...(findings.interrupted ? ["Interrupted: the rest was not sent."] : []),
      ...files.map((path) => `Written: ${path}`),
    ];
    await print(printed(clean({ product, target, people, traffic: counts, quirks, notes } as never)));
  }
  return exit.code;
}

function exitOf({ client, people, refusal, interrupted }: Findings): { code: ExitCode; reasons: string[] } {
  const failed = people.filter(({ outcome }) => outcome === "failed").length;
  if (refusal !== undefined) return { code: 3, reasons: [refusal] };
  if (interrupted) return { code: 130, reasons: ["interrupted"] };
  if (cannotReach(people)) return { code: 3, reasons: [`${failed} failed: nobody answered, or the token was refused`] };
  const troubles = troublesOf(client.events);
  const refused = troubles.filter(({ operation }) => operation === "test");
  if (refused.length > 0) return { code: 3, reasons: refused.map(inWords) };
  const { state, cause } = client.health();
  if (failed === 0 && (state === "quarantine" || state === "disabled"))
    return { code: 1, reasons: [`provisioning is ${state}: ${cause?.message}`] };
  const reasons = [...(failed > 0 ? [`${failed} of ${people.length} people failed`] : []), ...troubles.map(inWords)];
  return { code: reasons.length > 0 ? 1 : 0, reasons };
}

const TROUBLE: Partial<Record<ProvisioningEvent["operation"], string>> = {
  test: "The last test of the connection",
  import: "The last import",
  group: "A group",
};

function inWords({ operation, reason }: ProvisioningEvent): string {
  return `${TROUBLE[operation] ?? operation} failed: ${reason ?? "no reason was given"}`;
}

function healthOf(client: IdentityProvider): string[] {
  const { state, cause } = client.health();
  if (state === "running") return [];
  const where = state === "quarantine" ? "in quarantine" : state;
  return [`Provisioning is ${where} now${cause === undefined ? "." : `: ${cause.message}`}`];
}

function summaryOf(people: readonly PersonResult[]): Record<string, number> {
  const count = (outcome: PersonResult["outcome"]): number => people.filter((each) => each.outcome === outcome).length;
  return {
    people: people.length,
    created: count("created"),
    updated: count("updated"),
    deactivated: count("deactivated"),
    reactivated: count("reactivated"),
    deleted: count("deleted"),
    unchanged: count("unchanged"),
    failed: count("failed"),
    notProvisioned: count("not provisioned"),
  };
}

function requestsOf(product: Product, exchanges: readonly Exchange[]): string {
  const lines = exchanges.map(({ request: { method, path, text } }) => [`${method} ${path}`, ...(text ? [text] : [])]);
  const requests = `${exchanges.length} ${exchanges.length === 1 ? "request" : "requests"}`;
  return `${lines.map((each) => `${each.join("\n")}\n\n`).join("")}${requests} that ${nameOf(product)} would send to an empty service provider; none was sent.\n`;
}

function writeJson(path: string, value: unknown): void {
  const file = openSync(path, "w");
  try {
    for (const text of inBlocks(jsonParts(value))) writeSync(file, text);
  } finally {
    closeSync(file);
  }
}

const BLOCK = 65_536;

function* inBlocks(parts: Iterable<string>): Generator<string> {
  let block = "";
  for (const part of parts) {
    block += part;
    if (block.length < BLOCK) continue;
    yield block;
    block = "";
  }
  yield block;
}

// A pipe may be slow, and the process ends afterwards.
function print(text: string): Promise<void> {
  return new Promise((done) => process.stdout.write(text, () => done()));
}
