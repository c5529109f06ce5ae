import { afterAll, beforeAll, describe, test } from "vitest";
import {
  announce,
  type Connection,
  connect,
  fileJournal,
  isActive,
  journalPath,
  judgeOn,
  type Leftover,
  noJournal,
  type Profile,
  preflight,
  type Rule,
  SetupError,
  select,
  sweep,
  type Target,
} from "../engine/index.ts";
import { playing, profileOptions, profiles } from "../profiles/index.ts";
import { type SimulatedProfile, serviceProvider } from "../simulators/index.ts";
import { suites } from "../suites/index.ts";
import { describeInAllure } from "./allure.ts";
import { conclude, skipped } from "./outcome.ts";

/** What to judge, and by what. */
export interface SuitesOptions {
  /** A target; left out, the bundled simulator that plays the first profile. */
  target?: Target;
  /** Ids of profiles: `rfc` (the default), `8x8`. */
  profiles?: string[];
  preset?: string;
  options?: Record<string, string>;
  /** Prefixes of rule ids, or rows; empty for all. */
  rules?: string[];
  /** Everything that is generated follows from it (default 1). */
  seed?: number;
  /** Only rules that read, because a target that is not yours must not be changed. */
  readOnly?: boolean;
  /** Requests a second. */
  rate?: number;
}

/**
 * Declares every selected rule as a vitest test: a violation fails it, a warning or a note is annotated, a rule that
 * does not apply is skipped with its reason, one that could not be judged fails with the reason. Exchanges are attached;
 * where allure-vitest is at work, level, rows and topics become labels and links. `scimTags` go into the configuration.
 *
 * ```ts
 * // scim.test.ts
 * import { scimSuites } from "scimproof/vitest";
 * scimSuites({ target: { name: "staging", baseUrl: "https://…/scim/v2", token: process.env.SCIM_TOKEN } });
 * ```
 */
export function scimSuites(wanted: SuitesOptions = {}): void {
  const chosen = chosenProfiles(wanted.profiles ?? ["rfc"]);
  const { plays, played } = playing(chosen[0]!);
  const options = { ...(wanted.target === undefined ? played : {}), ...optionsOf(chosen, wanted) };
  const selected = new Set(select(suites, { profiles: chosen, rules: wanted.rules ?? [] }));
  const target =
    wanted.target ??
    serviceProvider({
      profile: plays.id as SimulatedProfile,
      options: Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(played, name))),
    });
  const required = chosen.flatMap(({ needs }) => needs);
  const levelOf = (rule: Rule): Rule["level"] =>
    chosen.map(({ levels }) => levels?.[rule.id]).find((level) => level !== undefined) ?? rule.level;

  const notices = new Set(chosen.flatMap(({ notice }) => notice ?? []));

  describe([`profile ${chosen.map(({ id }) => id).join(" + ")}`, ...notices].join(": "), () => {
    let connection: Connection;
    const known: Leftover[] = [];
    beforeAll(async () => {
      connection = await open(target, wanted, options);
    });
    afterAll(async () => {
      if (connection === undefined) return;
      await sweep(connection, known);
      await connection.close();
    });

    const declare = (rule: Rule): void => {
      const topic = suites.find(({ rules }) => rules.includes(rule))!.title;
      const level = levelOf(rule);
      test(rule.title, {
        tags: [level, rule.id.slice(0, rule.id.lastIndexOf("/")), ...rule.tags],
        meta: { rule: rule.id, level, rows: rule.covers },
      }, async (context) => {
        await describeInAllure(rule, { level, topic, target: target.name });
        if (wanted.readOnly && isActive(rule) && !rule.reads) return skipped(context, "read only: this rule writes");
        const judged = await judgeOn(rule, connection, { level, required });
        known.push(...judged.leftovers);
        await conclude(context, judged, connection);
      });
    };
    const declareAll = (rules: Rule[]): void => {
      for (const rule of rules) declare(rule);
    };
    for (const suite of suites) {
      const active = suite.rules.filter((rule) => selected.has(rule) && isActive(rule));
      if (active.length > 0) describe(suite.id, () => declareAll(active));
    }
    // Passive rules come last: they look at what the others have exchanged.
    const passive = [...selected].filter((rule) => !isActive(rule));
    if (passive.length > 0) describe("every exchange", () => declareAll(passive));
  });
}

/** What `scimSuites` writes into the metadata of a test, for reporters. */
declare module "vitest" {
  interface TaskMeta {
    rule?: string;
    level?: string;
    rows?: string[];
    observed?: Record<string, string> | undefined;
  }
}

function chosenProfiles(ids: string[]): Profile[] {
  return ids.map((id) => {
    const profile = Object.hasOwn(profiles, id) ? profiles[id] : undefined;
    if (profile === undefined)
      throw new Error(`there is no profile "${id}"; profiles: ${Object.keys(profiles).join(", ")}`);
    return profile;
  });
}

function optionsOf(chosen: Profile[], { preset, options }: SuitesOptions): Record<string, string> {
  const open = chosen.filter((profile) => Object.keys(profile.options).length > 0);
  return Object.assign({}, ...open.map((profile) => profileOptions(profile, preset, options)));
}

async function open(
  target: Target,
  { seed = 1, rate, readOnly }: SuitesOptions,
  options: Record<string, string>,
): Promise<Connection> {
  const journal = target.handler === undefined && !readOnly ? fileJournal(journalPath(seed)) : noJournal;
  const connection = connect(target, { seed, options, rate, journal });
  announce(connection, new Date().toISOString());
  try {
    await preflight(connection);
  } catch (cause) {
    if (!(cause instanceof SetupError)) throw cause;
    // vitest shows the message alone.
    throw new Error([cause.message, ...cause.advice].join("\n"), { cause });
  }
  return connection;
}
