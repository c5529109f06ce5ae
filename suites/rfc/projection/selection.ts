import { answer, on, type Rule, rewriteQuery, rule, valueAt } from "../../../engine/index.ts";
import { declaredAttributes } from "../declared.ts";
import { isAssigned } from "../same-value.ts";
import { expectProjected, givenShownUser, readsProjectionAs, showsInstead, without } from "./projected.ts";

export const attributesPick: Rule = rule({
  id: "projection/attributes-pick",
  title: "attributes shows what it names and what is always shown, and nothing else of the default attributes",
  covers: ["7644-3.4.2.5-01", "7644-3.4.2.5-02", "7644-3.9-01", "7643-7-20"],
  level: "MUST",
  async probe(t) {
    const { user, before } = await givenShownUser(t);
    const read = await t.client.get(user.path, { query: { attributes: "userName,emails" } });
    await expectProjected(t, read, before, { shows: ["userName", "emails"], lacks: ["name", "active", "title"] });
  },
  mutants: {
    "ignores attributes": readsProjectionAs((projection) => ({ ...projection, attributes: undefined })),
    "reads attributes as excludedAttributes": readsProjectionAs(({ attributes }) => ({
      excludedAttributes: attributes,
    })),
    "shows the first name it is asked for": readsProjectionAs(({ attributes }) => ({
      attributes: attributes?.slice(0, 1),
    })),
    "leaves out the id when it is not asked for": showsInstead((shown, { attributes }) =>
      attributes ? without(shown, "id") : shown,
    ),
    "refuses attributes": on({ path: /[?&]attributes=/ }, answer(400)),
  },
});

export const excludedAttributesLeaveOut: Rule = rule({
  id: "projection/excluded-attributes-leave-out",
  title: "excludedAttributes leaves out what it names and shows the other default attributes",
  covers: ["7644-3.4.2.5-01", "7644-3.9-02", "7643-7-20"],
  level: "MUST",
  async probe(t) {
    const { user, before } = await givenShownUser(t);
    const read = await t.client.get(user.path, { query: { excludedAttributes: "emails,name" } });
    await expectProjected(t, read, before, { shows: ["userName", "active", "title"], lacks: ["emails", "name"] });
  },
  mutants: {
    "ignores excludedAttributes": readsProjectionAs((projection) => ({ ...projection, excludedAttributes: undefined })),
    "reads excludedAttributes as attributes": readsProjectionAs(({ excludedAttributes }) => ({
      attributes: excludedAttributes,
    })),
    "leaves out the first name only": readsProjectionAs(({ excludedAttributes }) => ({
      excludedAttributes: excludedAttributes?.slice(0, 1),
    })),
    "leaves out more than is named": readsProjectionAs(({ excludedAttributes }) => ({
      excludedAttributes: excludedAttributes && [...excludedAttributes, "active"],
    })),
  },
});

export const listsAreProjected: Rule = rule({
  id: "projection/lists-are-projected",
  title: "attributes and excludedAttributes shape every resource of a list",
  covers: ["7644-3.4.2.5-01", "7644-3.4.2.5-02", "7644-3.9-01", "7644-3.9-02"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { user, before } = await givenShownUser(t);
    const filter = `userName eq "${user.userName}"`;
    const picked = await t.client.list("/Users", { filter, attributes: "userName,emails" });
    t.expect(picked).status(200).resources([user.id]);
    const first = valueAt(picked.response.body, "Resources[0]");
    await expectProjected(
      t,
      picked,
      before,
      { shows: ["userName", "emails"], lacks: ["name", "active", "title"] },
      first,
    );

    const rest = await t.client.list("/Users", { filter, excludedAttributes: "emails,name" });
    t.expect(rest).status(200).resources([user.id]);
    const other = valueAt(rest.response.body, "Resources[0]");
    await expectProjected(
      t,
      rest,
      before,
      { shows: ["userName", "active", "title"], lacks: ["emails", "name"] },
      other,
    );
  },
  mutants: {
    "ignores attributes in a list": on(
      { path: /\/Users\?/ },
      rewriteQuery((query) => query.delete("attributes")),
    ),
    "ignores excludedAttributes in a list": on(
      { path: /\/Users\?/ },
      rewriteQuery((query) => query.delete("excludedAttributes")),
    ),
    "filters by what it shows": on(
      { path: /\/Users\?.*excludedAttributes=/ },
      rewriteQuery((query) => query.set("filter", 'userName eq "nobody"')),
    ),
  },
});

export const defaultAttributesAreShown: Rule = rule({
  id: "projection/default-attributes-are-shown",
  title: "Without a projection all default attributes are shown",
  covers: ["7644-3.4-01", "7643-7-20"],
  level: "MUST",
  async probe(t) {
    const { user, before } = await givenShownUser(t, { displayName: "Ada Lovelace" });
    const names = ["userName", "name", "displayName", "title", "emails", "active"];
    const named = await t.client.get(user.path, { query: { attributes: names.join(",") } });
    t.expect(named).status(200);
    const hidden = names.filter((name) => isAssigned(valueAt(named.response.body, name)) && !isAssigned(before[name]));
    if (hidden.length === 0) return;
    const declared = await declaredAttributes(t);
    for (const name of hidden)
      t.expect(named).that(declared.get(name)?.returned === "request", {
        summary: `a GET without a projection does not show ${name}, which is shown when it is named`,
        seen: "not shown",
        expected: valueAt(named.response.body, name),
        attribute: name,
      });
  },
  mutants: {
    "shows e-mail addresses only when they are named": showsInstead((shown, { attributes }) =>
      attributes ? shown : without(shown, "emails"),
    ),
    "shows the login name and the title only": readsProjectionAs((projection) =>
      projection.attributes ? projection : { attributes: ["userName", "title"] },
    ),
  },
});
