import { show, type Trial, valueAt } from "../../engine/index.ts";
import type { NewPerson, Person } from "../../simulators/clients/index.ts";
import { answer, sent, unlessThrottled } from "./finding.ts";
import { type Outcome, type Persona, step } from "./persona.ts";

/** Enters somebody into the directory and assigns the application to them. */
export async function joins(persona: Persona, attributes: NewPerson): Promise<Outcome & { person: Person }> {
  const { directory } = persona.client;
  const person = directory.add(attributes);
  return { person, ...(await step(persona, () => directory.assign(person.id))) };
}

/** Judges that a user who is there was found, so that none was made beside. */
export function expectFound(t: Trial, { name }: Persona, { exchanges }: Outcome, who: string): void {
  const created = exchanges.find(({ request }) => request.method === "POST");
  if (created === undefined) return;
  const lookup = exchanges.find(({ request }) => request.method === "GET") ?? created;
  const total = valueAt(lookup.response.body, "totalResults");
  t.expect.that(false, {
    summary: `${name} sent ${sent(lookup)} and was answered ${answer(lookup)} with totalResults ${show(total)}, although ${who} is there: it makes the user once more, which was answered ${answer(created)}. To be mended by the service provider's developers.`,
    seen: total ?? null,
    expected: `the look-up finds ${who}`,
    exchange: lookup.id,
  });
}

/** Judges what becomes of a create whose login name somebody else has taken since the look-up (RFC 7644 §3.3). */
export async function expectTakenName(t: Trial, persona: Persona, attributes: NewPerson): Promise<void> {
  const { name, wire } = persona;
  wire.before("POST", () => t.given.user({ userName: attributes.userName }));
  const { exchanges, failure } = await joins(persona, attributes);
  const created = exchanges.find(({ request }) => request.method === "POST");
  if (created === undefined) return t.inconclusive(`${name} made no attempt to create the user`);
  unlessThrottled(t, created);
  const became =
    failure === undefined
      ? "believes that the user is its own: two people share a login name"
      : `${persona.reaction(failure)}, and the administrator does not learn that the login name is in use`;
  t.expect.that(created.response.status === 409, {
    summary: `${name} sent ${sent(created)} with a login name that is in use and was answered ${answer(created)} instead of 409, so it ${became}. To be mended by the service provider's developers.`,
    seen: failure === undefined ? created.response.status : `the administrator reads: ${persona.notice(failure)}`,
    expected: "409",
    exchange: created.id,
  });
}
