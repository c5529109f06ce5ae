import { idsOf, on, type Rule, rewriteBody, rule, type Trial, valueAt } from "../../engine/index.ts";
import type { Exchange } from "../../scim/index.ts";
import type { Product } from "./connecting.ts";
import { answer, expectSuccess, sent, type Told } from "./finding.ts";
import { answersWith, errorBody, refuses } from "./mutants.ts";
import type { Outcome, Persona } from "./persona.ts";

const PAGE = { method: "GET", path: /\/Users\?startIndex=\d+&count=100$/ };
const PAST_THE_END = { method: "GET", path: /\/Users\?startIndex=101&count=100$/ };
// An import reads everybody; more than these pages are too many for a test.
const MOST_USERS = 1000;

interface Imported {
  persona: Persona;
  outcome: Outcome;
  /** The service provider's ids of the users that the product lists. */
  ids: string[];
  /** Somebody who is there. */
  user: { id: string; userName: string };
}

/** Lets the product import the users of a target, where that are not too many. */
async function imported(t: Trial, { name, started }: Product): Promise<Imported> {
  const user = await t.given.user();
  const counted = await t.given.done(() => t.client.list("/Users", { startIndex: 1, count: 1 }));
  const total = valueAt(counted.response.body, "totalResults");
  if (Number(total) > MOST_USERS)
    return t.skip(`the target has ${String(total)} users, and an import by ${name} would read them all`);
  const persona = await started(t);
  const { client, wire } = persona;
  const [exchanged, happened] = [wire.exchanges.length, client.events.length];
  const listed = await client.import();
  wire.rethrow();
  const events = client.events.slice(happened);
  const outcome = {
    exchanges: wire.exchanges.slice(exchanged).filter(({ request }) => request.path.startsWith("/Users?startIndex=")),
    events,
    failure: events.findLast((event) => event.operation === "import" && event.outcome === "failure"),
  };
  return { persona, outcome, ids: listed.map(({ resource }) => resource), user };
}

/** Imports find everybody. */
export function importRule(product: Product, told: Told, pastTheEnd: boolean): Rule {
  const { suite, name } = product;
  return rule({
    id: `${suite}/import-lists-everybody`,
    title: `An import by ${name} reads all pages and finds everybody who is there`,
    covers: ["7644-3.4.2.4-11", "7644-3.4.2-05"],
    level: "MUST",
    async probe(t) {
      const { persona, outcome, ids, user } = await imported(t, product);
      expectSuccess(t, persona, outcome, told);
      const last = outcome.exchanges.at(-1);
      if (last === undefined) return t.inconclusive(`${name} has read nothing`);
      const small = outcome.exchanges.find(isSmall);
      if (pastTheEnd && small !== undefined && !ids.includes(user.id))
        return t.skip(
          `${sent(small)} lists ${idsOf(small)?.length} users and says that there are more; what ${name} does then is not published`,
        );
      t.expect.that(ids.includes(user.id), {
        summary: `${name} sent ${pages(outcome.exchanges)} and was answered ${answer(last)}: it finds ${ids.length} users, and not ${user.userName}, who is there. To be mended by the service provider's developers.`,
        seen: ids,
        expected: `the import finds ${user.id}`,
        exchange: last.id,
      });
    },
    mutants: {
      "writes totalResults as text": on(
        PAGE,
        rewriteBody((list) => ({ ...list, totalResults: String(list["totalResults"]) })),
      ),
      "refuses pages of 100": refuses(PAGE, 400),
      "lists nobody without a filter": answersWith(PAGE, 200, { totalResults: 0, Resources: [] }),
      ...(pastTheEnd ? { "answers 404 to a page past the end": refuses(PAST_THE_END, 404) } : {}),
    },
  });
}

/** What a page past the end holds: nobody. */
export function pastTheEndRule(product: Product, evidence: string): Rule {
  const { suite, name } = product;
  return rule({
    id: `${suite}/page-past-the-end-is-empty`,
    title: `The page past the end that ${name} asks for holds nobody`,
    covers: ["7644-3.4.2.4-10", "7644-3.4.2.4-11"],
    level: "MUST",
    async probe(t) {
      const { outcome } = await imported(t, product);
      const past = outcome.exchanges.find(isPastTheEnd);
      if (past === undefined) return t.inconclusive(`${name} asked for no page past the end`);
      const ids = idsOf(past) ?? [];
      t.expect.that(past.response.status === 200 && ids.length === 0, {
        summary: `${name} sent ${sent(past)}, a page past the end, and was answered ${answer(past)} with ${ids.length} users: ${evidence} To be mended by the service provider's developers.`,
        seen: past.response.status === 200 ? ids : past.response.status,
        expected: "200 with an empty list",
        exchange: past.id,
      });
    },
    mutants: {
      "begins anew past the end": on(PAST_THE_END, (request, next) =>
        next(new Request(request.url.replace("startIndex=101", "startIndex=1"), request)),
      ),
      "answers 404 to a page past the end": refuses(PAST_THE_END, 404),
      "breaks past the end": answersWith(PAST_THE_END, 500, errorBody(500)),
    },
  });
}

/** A page with fewer users than were asked for, and not the last one (RFC 7644 §3.4.2.4 permits it). */
function isSmall(page: Exchange): boolean {
  const { request, response } = page;
  const start = Number(/startIndex=(\d+)/.exec(request.path)?.[1]);
  const listed = idsOf(page)?.length ?? 0;
  return listed > 0 && listed < 100 && start + listed <= Number(valueAt(response.body, "totalResults"));
}

function isPastTheEnd({ request, response }: Exchange, index: number, all: readonly Exchange[]): boolean {
  const total = valueAt((index === 0 ? response : all[index - 1]!.response).body, "totalResults");
  return Number(/startIndex=(\d+)/.exec(request.path)?.[1]) > Number(total);
}

function pages(exchanges: readonly Exchange[]): string {
  return exchanges.length === 1 ? sent(exchanges[0]!) : `${exchanges.length} requests such as ${sent(exchanges[0]!)}`;
}
