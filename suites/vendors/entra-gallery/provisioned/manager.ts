import { type BehaviourChange, on, type Rule, rule, show, type Trial, valueAt } from "../../../../engine/index.ts";
import { type Entra, type EntraDecisions, entraMappings } from "../../../../simulators/clients/index.ts";
import { startedEntra } from "../../../personas/entra/persona.ts";
import type { Told } from "../../../personas/finding.ts";
import { newcomer } from "../../../personas/people.ts";
import { hired, type Persona } from "../../../personas/persona.ts";
import { isEmpty } from "../../answered.ts";
import { ENTERPRISE } from "../../urns.ts";
import { makesOfPatch, takesAndForgets } from "../patched.ts";
import { cycle, expectLogged } from "./scene.ts";

const MANAGER = `${ENTERPRISE}:manager`;
const told: Told = { hoped: "the manager is changed" };

// The directory keeps no managers: here they are, by the ids of people, as the ids of their users.
function managed(t: Trial, managers: ReadonlyMap<string, string>): Promise<Persona<Entra>> {
  const knowsManagers: BehaviourChange<EntraDecisions> = (conforming) => ({
    sources: (person, isGone) => ({ ...conforming.sources(person, isGone), manager: managers.get(person.id) }),
  });
  const own = ["userName", "active", "name.givenName", "name.familyName"];
  return startedEntra(t, {
    changes: [...t.clientChanges, knowsManagers],
    mapping: [
      ...entraMappings.generic.filter(({ target }) => own.includes(target)),
      { target: MANAGER, source: { attribute: "manager" }, from: "Entra template of applications outside the gallery" },
    ],
    // Nobody is written as an empty text, as the direct test of managers does it.
    clearing: "emptyText",
  });
}

/** A manager by way of the provisioning engine. */
export const manager: Rule[] = [
  rule({
    id: "entra-gallery/provisioned-manager-is-set-changed-and-removed",
    title: "Entra ID sets, changes and removes a manager, tells of each in its log, and the user shows it",
    covers: ["7644-3.5.2-15", "7644-3.5.2.3-04", "7644-3.5.2-22"],
    level: "MUST",
    async probe(t) {
      const managers = new Map<string, string>();
      const persona = await managed(t, managers);
      if (!persona.target.knows(MANAGER)) t.skip("no schema of /Schemas declares a manager");
      const user = await hired(t, persona, newcomer(t));
      const [first, second] = [await hired(t, persona, newcomer(t)), await hired(t, persona, newcomer(t))];
      for (const id of [first.id, second.id, undefined]) {
        const happened = await cycle(persona, () => {
          if (id === undefined) managers.delete(user.person.id);
          else managers.set(user.person.id, id);
          persona.client.directory.change(user.person.id, {});
        });
        expectLogged(t, persona, happened, { action: "update", id: user.person.id, told });
        const read = await t.client.get(user.path);
        const seen = valueAt(read.response.body, `${MANAGER}.value`) ?? valueAt(read.response.body, "manager.value");
        t.expect(read)
          .status(200)
          .that(id === undefined ? isEmpty(seen) : seen === id, {
            summary: `Entra ID ${id === undefined ? "removed the manager" : `made ${id} the manager`}, who is read as ${show(seen)}`,
            seen,
            expected: id ?? "nobody",
            attribute: MANAGER,
          });
      }
    },
    mutants: {
      "wants an object as the manager": on("PATCH", async (request, next) =>
        /:manager","value":"./.test(await request.clone().text()) ? new Response(null, { status: 400 }) : next(request),
      ),
      "takes a manager and forgets": takesAndForgets,
      "keeps the first manager": makesOfPatch((conforming, stored, [operation]) =>
        isEmpty(valueAt(stored, `${MANAGER}.value`)) || operation?.value === "" ? conforming() : stored,
      ),
      "keeps the manager who is removed": makesOfPatch((conforming, stored, [operation]) =>
        operation?.value === "" ? stored : conforming(),
      ),
    },
  }),
];
