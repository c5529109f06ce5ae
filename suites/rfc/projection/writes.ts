import { idOf, on, type Rule, rewriteQuery, rule } from "../../../engine/index.ts";
import { expectProjected } from "./projected.ts";

export const writesAreProjected: Rule = rule({
  id: "projection/writes-are-projected",
  title: "attributes shapes the answer to a create and to a replace as well",
  covers: ["7644-3.9-03"],
  level: "MAY",
  async probe(t) {
    const body = t.given.representation({ title: "Engineer" });
    const created = await t.client.post("/Users", body, { query: { attributes: "userName" } });
    t.expect(created).status(201).hasAttribute("id");
    const path = `/Users/${encodeURIComponent(idOf(created))}`;
    const before = await t.given.read(path);
    const expected = { shows: ["userName"], lacks: ["name", "emails", "active", "title"] };
    await expectProjected(t, created, before, expected);

    const replaced = await t.client.put(path, { ...body, title: "Manager" }, { query: { attributes: "userName" } });
    t.expect(replaced).status(200);
    await expectProjected(t, replaced, before, expected);
  },
  mutants: {
    "ignores a projection in a create": on(
      "POST",
      rewriteQuery((query) => query.delete("attributes")),
    ),
    "ignores a projection in a replace": on(
      "PUT",
      rewriteQuery((query) => query.delete("attributes")),
    ),
  },
});
