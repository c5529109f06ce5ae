import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../../engine/index.ts";
import { isObject, type JsonObject } from "../../scim/index.ts";
import type { ListedPerson, Product } from "../../simulators/clients/index.ts";

/** A person of an earlier run. */
export interface KnownPerson {
  /** The directory's id. */
  id: string;
  /** What the directory file calls the person: its own id, or the login. */
  key: string;
  userName: string;
}

/** What one run leaves to the next: who was in the directory, and what the product remembers of their users. */
export interface SyncState {
  people: KnownPerson[];
  memory: JsonObject;
}

/** Where the state of a product at a target is kept, unless a person says otherwise. */
export function statePath(product: Product, baseUrl: string): string {
  const { host } = new URL(baseUrl);
  return join(".scimproof", `sync-${product}-${host.replaceAll(/[^\w.-]/g, "-")}.json`);
}

/** Reads the state; undefined where there is none. Throws UsageError where it is damaged or another target's. */
export function readState(path: string, product: Product, baseUrl: string): SyncState | undefined {
  if (!existsSync(path)) return undefined;
  const refused = (why: string): UsageError =>
    new UsageError(`--state: ${path} ${why}: name another file, or remove it (then users are looked up anew)`);
  let state: unknown;
  try {
    state = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw refused(`cannot be read (${(cause as NodeJS.ErrnoException).code ?? "it is no JSON"})`);
  }
  if (!isObject(state) || state["schemaVersion"] !== 1 || !isObject(state["memory"]) || !Array.isArray(state["people"]))
    throw refused("was not written by scimproof sync");
  if (state["product"] !== product) throw refused(`is of ${state["product"]}`);
  if (state["target"] !== baseUrl) throw refused(`is of another target, ${state["target"]}`);
  const people = (state["people"] as unknown[]).filter(isKnownPerson);
  return { people, memory: state["memory"] };
}

/** Writes the state, readable by nobody else; the whole of it, or nothing. */
export function writeState(path: string, product: Product, baseUrl: string, { people, memory }: SyncState): void {
  const state = { schemaVersion: 1, product, target: baseUrl, people, memory };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(state, null, 1)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** Whether a state can be written there. Throws UsageError before anything is sent. */
export function prepareState(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, "", { mode: 0o600 });
  } catch (cause) {
    throw new UsageError(`--state: ${path} cannot be written (${(cause as NodeJS.ErrnoException).code})`);
  }
}

function isKnownPerson(value: unknown): value is KnownPerson {
  if (!isObject(value)) return false;
  const { id, key, userName } = value as Record<string, unknown>;
  return typeof id === "string" && typeof key === "string" && typeof userName === "string";
}

const FORMS: Record<Product, { form: RegExp; make: (hash: Buffer) => string }> = {
  entra: {
    form: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    make: (hash) => hash.toString("hex").replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5"),
  },
  okta: { form: /^00u\w{17}$/, make: (hash) => `00u${hash.toString("base64").replaceAll(/\W/g, "0").slice(0, 17)}` },
  jumpcloud: { form: /^[0-9a-f]{24}$/, make: (hash) => hash.toString("hex").slice(0, 24) },
};

/** Gives people of a file the ids that their directory has for them: the same in every run. */
export function identities(
  product: Product,
  known: readonly KnownPerson[] = [],
): (person: Pick<ListedPerson, "id" | "attributes">) => KnownPerson {
  const byKey = new Map(known.map((each) => [each.key, each]));
  const byLogin = new Map(known.map((each) => [each.userName.toLowerCase(), each]));
  const { form, make } = FORMS[product];
  return ({ id, attributes: { userName } }) => {
    const login = userName.toLowerCase();
    const key = id ?? login;
    const before = byKey.get(key) ?? byLogin.get(login);
    const made = form.test(key) ? key : make(createHash("sha256").update(`${product}/${key}`).digest());
    return { id: before?.id ?? made, key, userName };
  };
}
