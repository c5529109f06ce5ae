import { answer, on, type Rule, rule, valueAt } from "../../../engine/index.ts";
import { declaredAttributes } from "../declared.ts";
import { isAssigned } from "../same-value.ts";
import { expectProjected, givenShownUser, readsProjectionAs, showsInstead, without } from "./projected.ts";

export const alwaysMeansAlways: Rule = rule({
  id: "projection/always-means-always",
  title: "id and what is declared with returned always are shown whatever the projection",
  covers: ["7643-3.1-12", "7643-7-17", "7644-3.4.2.5-03"],
  level: "MUST",
  async probe(t) {
    const { user, before } = await givenShownUser(t);
    const declared = await declaredAttributes(t);
    const always = [...declared]
      .filter(([path, { returned }]) => returned === "always" && !path.includes("."))
      .map(([name]) => name);
    const names = [...new Set(["id", ...always])].filter((name) => isAssigned(before[name]));
    const picked = await t.client.get(user.path, { query: { attributes: "title" } });
    await expectProjected(t, picked, before, { shows: names, lacks: [] });
    const rest = await t.client.get(user.path, { query: { excludedAttributes: names.join(",") } });
    await expectProjected(t, rest, before, { shows: names, lacks: [] });
  },
  mutants: {
    "leaves out the id when it is excluded": showsInstead((shown, { excludedAttributes }) =>
      excludedAttributes?.includes("id") ? without(shown, "id") : shown,
    ),
    "leaves out the id when it is not named": showsInstead((shown, { attributes }) =>
      attributes && !attributes.includes("id") ? without(shown, "id") : shown,
    ),
  },
});

export const neverMeansNever: Rule = rule({
  id: "projection/never-means-never",
  title: "The password and what is declared with returned never are not shown, even when they are named",
  covers: ["7643-4.1.1-16", "7643-7-18"],
  level: "MUST",
  async probe(t) {
    const password = `Sc1m!${t.given.faker.string.alphanumeric(16)}`;
    const { user } = await givenShownUser(t, { password });
    const declared = await declaredAttributes(t);
    const never = [...declared].filter(([, { returned }]) => returned === "never").map(([path]) => path);
    const names = [...new Set(["password", ...never])];
    for (const attributes of [`userName,${names.join(",")}`, "password"]) {
      const read = await t.client.get(user.path, { query: { attributes } });
      // AMB-45: a password that the target does not have is an unknown name, which it may refuse.
      if (declared.has("password") || read.response.status !== 400) t.expect(read).status(200);
      for (const name of names) t.expect(read).lacksAttribute(name);
    }
  },
  mutants: {
    "shows the password to whoever names it": showsInstead((shown, { attributes }) =>
      attributes?.includes("password") ? { ...shown, password: "t1meMa$heen" } : shown,
    ),
    "refuses to have the password named": on({ path: /[?&]attributes=[^&]*password/ }, answer(400)),
  },
});

export const schemasStay: Rule = rule({
  id: "projection/schemas-stay",
  title: "schemas is shown whatever the projection",
  covers: ["7644-3.9-01"],
  // AMB-45: schemas has no characteristic "returned", and the examples of RFC 7644 leave it out of lists.
  level: "SHOULD",
  async probe(t) {
    const { user } = await givenShownUser(t);
    const read = await t.client.get(user.path, { query: { attributes: "userName" } });
    t.expect(read).status(200).hasAttribute("schemas");
    const rest = await t.client.get(user.path, { query: { excludedAttributes: "name" } });
    t.expect(rest).status(200).hasAttribute("schemas");
  },
  mutants: {
    "shows schemas only when it is named": showsInstead((shown, { attributes }) =>
      attributes && !attributes.includes("schemas") ? without(shown, "schemas") : shown,
    ),
  },
});

export const metaIsLeftOut: Rule = rule({
  id: "projection/meta-is-left-out",
  title: "meta is a default attribute: attributes leaves it out unless it is named",
  covers: ["7644-3.4.2.5-02", "7643-7-20"],
  // A warning only: most service providers show meta with every resource, and a client is not misled by it.
  level: "SHOULD",
  async probe(t) {
    const { user, before } = await givenShownUser(t);
    const other = await t.client.get(user.path, { query: { attributes: "userName" } });
    await expectProjected(t, other, before, { shows: [], lacks: ["meta"] });
    const named = await t.client.get(user.path, { query: { attributes: "meta" } });
    t.expect(named).status(200);
    t.expect(named).that(!isAssigned(before["meta"]) || isAssigned(valueAt(named.response.body, "meta")), {
      summary: "meta is not shown when it is named",
      seen: "not shown",
      expected: before["meta"],
      attribute: "meta",
    });
  },
  mutants: {
    "shows meta with every resource": readsProjectionAs(({ attributes, ...more }) => ({
      ...more,
      attributes: attributes && [...attributes, "meta"],
    })),
    "does not show meta when it is named": showsInstead((shown, { attributes }) =>
      attributes?.includes("meta") ? without(shown, "meta") : shown,
    ),
  },
});
