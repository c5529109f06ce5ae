import { show, type Trial } from "../../../engine/index.ts";
import type { Person } from "../../../simulators/clients/index.ts";
import { type Scene, SIDES, type Visit } from "./scene.ts";

/** Judges that somebody gets in from a side. */
export function expectIn(t: Trial, { side, posted, exchange, outcome }: Visit, who: string): void {
  const from = `from the ${side.replace("-", " ")}`;
  t.expect.that(posted !== undefined, {
    summary: `${who} is refused at the identity provider, ${from}`,
    seen: "no response",
    expected: "a response for the service provider",
  });
  const judged = exchange === undefined ? t.expect : t.expect(exchange);
  judged.that(outcome === "session", {
    summary: `${who} does not get in ${from}: ${outcome ?? `the response goes to ${posted?.acsUrl}`}`,
    seen: outcome,
    expected: "session",
  });
}

/** Judges that the identity provider hands nobody on. */
export function expectNotHandedOn(t: Trial, { side, posted, exchange }: Visit, who: string): void {
  const judged = exchange === undefined ? t.expect : t.expect(exchange);
  judged.that(posted === undefined, {
    summary: `${who} is handed on with a response, from the ${side.replace("-", " ")}`,
    seen: "a response",
    expected: "a refusal at the identity provider",
  });
}

/** Judges that somebody gets in from both sides, and has the tile. */
export async function expectAccess(t: Trial, scene: Scene, person: Person, who: string): Promise<void> {
  await expectTile(t, scene, person, true, who);
  for (const side of SIDES) expectIn(t, await scene.visit(person, side), who);
}

/** Judges that somebody has no tile, and is refused at the identity provider wherever the sign-in begins. */
export async function expectNoAccess(t: Trial, scene: Scene, person: Person, who: string): Promise<void> {
  await expectTile(t, scene, person, false, who);
  for (const side of SIDES) expectNotHandedOn(t, await scene.visit(person, side), who);
}

async function expectTile(t: Trial, scene: Scene, person: Person, expected: boolean, who: string): Promise<void> {
  const shown = await scene.showsTile(person);
  t.expect.that(shown === expected, {
    summary: `the portal shows ${who} ${shown ? "the tile" : "no tile"} of the application`,
    seen: shown,
    expected,
  });
}

/** Judges what a page of a console shows. */
export function expectEntered(t: Trial, what: string, shown: unknown, expected: unknown): void {
  t.expect.that(JSON.stringify(shown) === JSON.stringify(expected), {
    summary: `${what}: ${show(shown)}`,
    seen: shown,
    expected,
  });
}
