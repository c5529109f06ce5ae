import { on, type Rule, rule, show, type Trial, valueAt } from "../../../engine/index.ts";
import { type Exchange, isObject } from "../../../scim/index.ts";
import { isEmpty } from "../answered.ts";
import { ENTERPRISE } from "../urns.ts";
import { makesOfPatch, patched, takesAndForgets } from "./patched.ts";

const MANAGER = `${ENTERPRISE}:manager`;

function managerOf({ response }: Exchange): unknown {
  return valueAt(response.body, `${MANAGER}.value`) ?? valueAt(response.body, "manager.value");
}

/** Skips the rule where the schemas declare no manager: then nobody maps one. */
async function needsManager(t: Trial): Promise<void> {
  const { response } = await t.client.get("/Schemas");
  const listed = valueAt(response.body, "Resources");
  const attributes = (Array.isArray(listed) ? listed : []).flatMap((schema) => valueAt(schema, "attributes") ?? []);
  if (!attributes.some((attribute) => isObject(attribute) && String(attribute["name"]).toLowerCase() === "manager"))
    t.skip("no schema of /Schemas declares a manager");
}

/** A manager who is set, changed and removed. */
export const manager: Rule[] = [
  rule({
    id: "entra-gallery/manager-is-set-changed-and-removed",
    title: "A manager is set by an id, changed to another one, and removed by an empty text",
    covers: ["7644-3.5.2-15", "7644-3.5.2-17", "7644-3.5.2.3-04", "7644-3.5.2-22"],
    level: "MUST",
    async probe(t) {
      await needsManager(t);
      const [user, first, second] = await t.given.users(3);
      // Entra sends the id alone, and an empty text for nobody.
      const steps = [
        { op: "Add", value: first!.id },
        { op: "replace", value: second!.id },
        { op: "replace", value: "" },
      ];
      for (const { op, value } of steps) {
        const read = await patched(t, user!.path, [{ op, path: MANAGER, value }]);
        const seen = managerOf(read);
        t.expect(read).that(value === "" ? isEmpty(seen) : seen === value, {
          summary: `the manager was ${value === "" ? "removed" : `set to ${value}`}, and is read as ${show(seen)}`,
          seen,
          expected: value === "" ? "nobody" : value,
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
      "refuses to remove a manager": on("PATCH", async (request, next) =>
        (await request.clone().text()).includes('"value":""') ? new Response(null, { status: 400 }) : next(request),
      ),
      "keeps the manager who is removed": makesOfPatch((conforming, stored, [operation]) =>
        operation?.value === "" ? stored : conforming(),
      ),
    },
  }),
];
