import { answer, behaves, faulty, type Mutant, type Rule, rule, type Trial } from "../../engine/index.ts";
import type { Behaviour, Exchange } from "../../scim/index.ts";
import { answer as answered, sent, unlessThrottled } from "./finding.ts";
import { errorBody } from "./mutants.ts";
import { newcomer } from "./people.ts";
import { type Outcome, type Persona, step } from "./persona.ts";
import { TOKEN_OF_THE_RUN } from "./wire.ts";

/** A product, for the rules that all products have in common. */
export interface Product {
  /** Id of the suite. */
  suite: string;
  name: string;
  /** Set up, and nothing sent. */
  persona(t: Trial): Promise<Persona>;
  /** With provisioning switched on. */
  started(t: Trial): Promise<Persona>;
}

/** The test of the connection as the button of the product makes it. */
export function connectionRule(
  { suite, name, persona: make }: Pick<Product, "suite" | "name" | "persona">,
  told: Pick<Rule, "covers" | "mutants"> & { hoped: string; because: string; groups?: true },
): Rule {
  return rule({
    id: `${suite}/connection-is-tested${told.groups ? "-with-groups" : ""}`,
    title: `The test of the connection that ${name} makes succeeds${told.groups ? ", also where groups are provisioned" : ""}`,
    covers: told.covers,
    level: "MUST",
    needs: told.groups ? ["groups"] : [],
    async probe(t) {
      // Somebody has to be there, or a filter that is ignored finds nobody as well.
      await t.given.user();
      const { client, wire } = await make(t);
      const { ok, message } = await client.testConnection();
      wire.rethrow();
      const last = wire.exchanges.at(-1)!;
      unlessThrottled(t, last);
      t.expect.that(ok, {
        summary: `${name} sent ${sent(last)} and was answered ${answered(last)}, so its test of the connection fails and provisioning cannot be switched on. ${told.because} To be mended by the service provider's developers.`,
        seen: `the administrator reads: ${message}`,
        expected: told.hoped,
        exchange: last.id,
      });
    },
    mutants: told.mutants,
  });
}

/** What a product does about a token that is refused, and whether the right one heals it. */
export function tokenRules(
  { suite, name, started }: Product,
  { heal = () => undefined }: { heal?: Heal } = {},
): Rule[] {
  // Who is to be provisioned is there already, so that the right token makes no further user.
  const refused = async (t: Trial) => {
    const { userName } = await t.given.user();
    const persona = await started(t);
    const { client, wire } = persona;
    wire.spoilToken();
    const person = client.directory.add({ ...newcomer(t), userName, email: userName });
    return { persona, outcome: await step(persona, () => client.directory.assign(person.id)) };
  };

  return [
    rule({
      id: `${suite}/wrong-token-is-refused`,
      title: `A token that is no longer valid is refused, and the right one heals what ${name} did about it`,
      covers: ["6750-3-01", "8X8-TOKEN-10"],
      level: "MUST",
      needs: ["bearer"],
      async probe(t) {
        const { persona, outcome } = await refused(t);
        const { client } = persona;
        const taken = outcome.exchanges.find(({ response }) => response.status < 400);
        t.expect.that(taken === undefined, {
          summary: `${name} sent ${taken === undefined ? "" : sent(taken)} with a token that nobody was given, and was answered ${taken?.response.status}: a token that was revoked goes on to work, and nobody is told that it has to be replaced. To be mended by the service provider's developers.`,
          seen: taken?.response.status,
          expected: "the request is refused",
          exchange: taken?.id,
        });
        const healed = await recovers(persona, heal);
        const last = healed.exchanges.at(-1);
        if (last === undefined) return t.inconclusive(`${name} sent nothing with the right token`);
        const still = healed.exchanges.find(({ response }) => [401, 403].includes(response.status));
        t.expect.that(still === undefined && client.health().state === "running", {
          summary: `${name} sent ${sent(still ?? last)} with the right token after a wrong one, and was answered ${answered(still ?? last)}: provisioning does not recover. To be mended by the service provider's developers.`,
          seen: `the state of the provisioning: ${client.health().state}`,
          expected: "with the right token provisioning goes on",
          exchange: (still ?? last).id,
        });
      },
      mutants: {
        "takes any token": behaves<Behaviour>({ authenticate: () => undefined }),
        "locks out for good who came with a wrong token": faulty(() => {
          let locked = false;
          return async (request, next) => {
            if (locked) return answer(401, errorBody(401))(request, next);
            const response = await next(request);
            locked ||= response.status === 401;
            return response;
          };
        }),
      },
    }),

    rule({
      id: `${suite}/wrong-token-is-told-by-401`,
      title: `A token that is no longer valid is refused with 401, which ${name} tells as bad credentials`,
      covers: ["7644-3.12-06", "6750-3.1-02"],
      level: "SHOULD",
      needs: ["bearer"],
      async probe(t) {
        const { persona, outcome } = await refused(t);
        const last = outcome.exchanges.at(-1);
        const { failure } = outcome;
        if (last === undefined) return t.inconclusive(`${name} sent nothing`);
        unlessThrottled(t, last);
        const reaction = failure === undefined ? "takes no notice" : persona.reaction(failure);
        if (last.response.status !== 401 && (await answersAlike(persona, last, heal)))
          return t.inconclusive(`${sent(last)} is answered ${answered(last)} with the right token, too`);
        t.expect.that(last.response.status === 401, {
          summary: `${name} sent ${sent(last)} with a wrong token and was answered ${answered(last)} instead of 401, so it ${reaction}, and the administrator does not learn that the token is to blame. To be mended by the service provider's developers.`,
          seen: failure === undefined ? last.response.status : `the administrator reads: ${persona.notice(failure)}`,
          expected: "401",
          exchange: last.id,
        });
      },
      mutants: {
        "answers 403 to a wrong token": refusesWith(403),
        "answers 404 to a wrong token": refusesWith(404),
        "breaks on a wrong token": refusesWith(500),
      },
    }),
  ];
}

type Heal = (persona: Persona) => unknown;

/** The administrator enters the right token, by the way that the product documents. */
function recovers(persona: Persona, heal: Heal): Promise<Outcome> {
  persona.wire.restoreToken();
  return step(persona, async () => {
    await persona.client.changeToken(TOKEN_OF_THE_RUN);
    await heal(persona);
  });
}

/** Whether a request that was refused is refused with the right token in the same way, so that the token is not why. */
async function answersAlike(persona: Persona, { request, response }: Exchange, heal: Heal): Promise<boolean> {
  const { exchanges } = await recovers(persona, heal);
  const again = exchanges.find((each) => each.request.method === request.method && each.request.path === request.path);
  return again?.response.status === response.status;
}

function refusesWith(status: number): Mutant {
  return faulty(() => async (request, next) => {
    const response = await next(request);
    return response.status === 401 ? answer(status, errorBody(status))(request, next) : response;
  });
}
