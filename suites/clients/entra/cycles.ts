import { decides, type Rule, rule } from "../../../engine/index.ts";
import type { EntraDecisions } from "../../../simulators/clients/index.ts";
import { expectShown, expectUser, inShort, type Noted } from "../noted.ts";
import { assign, expectSilence, loginOf, MINUTE, prepared } from "./scene.ts";

/** When Entra provisions, and whom it looks at (Entra tutorial, step 5; 8x8 article, Create a user). */
export const cycles: Rule[] = [
  rule({
    id: "clients/entra/cycle-of-forty-minutes",
    title: "After the first cycle another one follows about every forty minutes",
    covers: ["8X8-ENTRA-06"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = prepared(t);
      const { client, requests } = scene;
      await client.start();
      // Each look comes a minute after a cycle.
      await client.advance(MINUTE);
      for (let cycle = 1; cycle <= 3; cycle++) {
        const before = requests.length;
        const person = assign(t, scene);
        await client.advance(30 * MINUTE);
        expectSilence(t, requests.slice(before), "within half an hour of a cycle");
        await client.advance(10 * MINUTE);
        await expectUser(t, loginOf(person), `forty minutes after ${cycle === 1 ? "the first cycle" : "another one"}`);
      }
    },
    mutants: {
      "idp-entra-single-cycle": decides<EntraDecisions>((conforming) => {
        let asked = 0;
        return { interval: (state) => (asked++ === 0 ? Number.POSITIVE_INFINITY : conforming.interval(state)) };
      }),
      "runs every ten minutes": decides<EntraDecisions>({ interval: () => 10 * MINUTE }),
    },
  }),

  rule({
    id: "clients/entra/later-cycles-are-incremental",
    title: "The first cycle is about everybody in scope, and later ones only about who has changed",
    covers: ["8X8-ENTRA-07"],
    level: "SHOULD",
    judges: "client",
    async probe(t) {
      const scene = prepared(t);
      const { client, requests } = scene;
      const people = [assign(t, scene), assign(t, scene), assign(t, scene)];
      await client.start();
      await client.settle();
      for (const person of people) await expectUser(t, loginOf(person), "in the first cycle");
      let before = requests.length;
      await client.settle();
      expectSilence(t, requests.slice(before), "in a cycle in which nobody has changed");
      before = requests.length;
      client.directory.change(people[1]!.id, { title: "Head of purchasing" });
      await client.settle();
      const path = `/Users/${encodeURIComponent(client.linked(people[1]!.id) ?? "")}`;
      const others = requests.slice(before).filter((request: Noted) => request.path !== path);
      t.expect.that(others.length === 0, {
        summary: `in a cycle in which one person has changed ${inShort(others)[0]} is sent`,
        seen: inShort(others),
        expected: `requests about ${path}`,
      });
      await expectShown(t, loginOf(people[1]!), { title: "Head of purchasing" }, "in a later cycle");
    },
    mutants: {
      "idp-entra-always-full-cycle": decides<EntraDecisions>({ kind: () => "initial" }),
    },
  }),
];
