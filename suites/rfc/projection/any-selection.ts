import fc from "fast-check";
import { type Rule, rule, valueAt } from "../../../engine/index.ts";
import { isAssigned } from "../same-value.ts";
import { expectProjected, givenShownUser, readsProjectionAs, showsInstead } from "./projected.ts";

const NAMES = ["userName", "name.givenName", "name.familyName", "emails", "active", "title"];

export const anySelectionIsShown: Rule = rule({
  id: "projection/any-selection-is-shown",
  title: "Any selection of attributes is shown by attributes, and left out by excludedAttributes",
  covers: ["7644-3.9-01", "7644-3.9-02", "7644-3.9-06"],
  level: "MUST",
  async probe(t) {
    const { user, before } = await givenShownUser(t);
    const assigned = NAMES.filter((name) => isAssigned(valueAt(before, name)));
    const selection = fc.shuffledSubarray(assigned, { minLength: 1 });
    await t.property(
      selection,
      async (names) => {
        const others = assigned.filter((name) => !names.includes(name));
        const picked = await t.client.get(user.path, { query: { attributes: names.join(",") } });
        await expectProjected(t, picked, before, { shows: names, lacks: others });
        // Whether userName, which is required, can be left out is open (AMB-45).
        const lacks = names.filter((name) => name !== "userName");
        if (lacks.length === 0) return;
        const rest = await t.client.get(user.path, { query: { excludedAttributes: lacks.join(",") } });
        await expectProjected(t, rest, before, { shows: others, lacks });
      },
      { runs: 10 },
    );
  },
  mutants: {
    "reads four names at most": readsProjectionAs(({ attributes, excludedAttributes }) => ({
      attributes: attributes?.slice(0, 4),
      excludedAttributes: excludedAttributes?.slice(0, 4),
    })),
    "shows the title with the name": readsProjectionAs(({ attributes, excludedAttributes }) => ({
      attributes: attributes?.some((name) => name.startsWith("name.")) ? [...attributes, "title"] : attributes,
      excludedAttributes,
    })),
    "shows a default in place of the value when it is named": showsInstead((shown, { attributes }) =>
      attributes?.includes("active") ? { ...shown, active: false } : shown,
    ),
  },
});
