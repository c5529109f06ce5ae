import { answer, on, type Rule, rule, valueAt } from "../../../engine/index.ts";
import { isAssigned } from "../same-value.ts";
import { expectProjected, givenShownUser, readsProjectionAs, showsInstead, without } from "./projected.ts";

export const parametersExclude: Rule = rule({
  id: "projection/parameters-exclude-each-other",
  title: "attributes and excludedAttributes together are refused or give a defined result",
  covers: ["7644-3.9-04"],
  level: "MUST",
  answers: ["attributesAndExcluded"],
  async probe(t) {
    const { user, before } = await givenShownUser(t);
    const query = { attributes: "userName,name", excludedAttributes: "name" };
    const read = await t.client.get(user.path, { query });
    if (read.response.status === 400) {
      t.observe("attributesAndExcluded", "refused");
      return;
    }
    // AMB-45: either parameter may win, or both count. The minimum set is there in any case.
    t.expect(read).status(200);
    await expectProjected(t, read, before, { shows: [], lacks: [] });
    const [name, others] = ["name", "emails"].map((path) => isAssigned(valueAt(read.response.body, path)));
    const winner = name
      ? others
        ? "neither counts"
        : "attributes wins"
      : others
        ? "excludedAttributes wins"
        : "both count";
    t.observe("attributesAndExcluded", winner);
  },
  mutants: {
    "breaks on both parameters": on({ path: /excludedAttributes=/ }, answer(500)),
    "shows nothing at all": showsInstead((shown, { attributes, excludedAttributes }) =>
      attributes && excludedAttributes ? without(shown, "id") : shown,
    ),
  },
});

export const malformedNamesBreakNothing: Rule = rule({
  id: "projection/malformed-names-break-nothing",
  title: "A malformed or unknown name in a projection breaks nothing",
  covers: ["7644-3.4.2.5-04"],
  level: "MUST",
  async probe(t) {
    const { user } = await givenShownUser(t);
    for (const names of ["userName,,title", "emails[", "name..givenName", "$%&/", ".", "scimproofUnknown"])
      for (const parameter of ["attributes", "excludedAttributes"]) {
        const read = await t.client.get(user.path, { query: { [parameter]: names } });
        const { status } = read.response;
        t.expect(read).that(status === 200 || (status >= 400 && status < 500), {
          summary: `${parameter}=${names} is answered ${status}`,
          seen: status,
          expected: "200 or 4xx",
        });
      }
  },
  mutants: {
    "breaks on an open bracket": on({ path: /ttributes=emails%5B/ }, answer(500)),
    "breaks on an unknown name": on({ path: /ttributes=scimproofUnknown/ }, answer(500)),
    "breaks on an empty name": on({ path: /%2C%2C/ }, answer(500)),
  },
});

export const unknownNamesAreIgnored: Rule = rule({
  id: "projection/unknown-names-are-ignored",
  title: "A name that no schema declares is ignored in a projection",
  covers: ["7644-3.9-01"],
  level: "SHOULD", // AMB-45
  async probe(t) {
    const { user, before } = await givenShownUser(t);
    const picked = await t.client.get(user.path, { query: { attributes: "userName,scimproofUnknown" } });
    await expectProjected(t, picked, before, { shows: ["userName"], lacks: ["name", "emails", "active"] });
    const rest = await t.client.get(user.path, { query: { excludedAttributes: "name,scimproofUnknown" } });
    await expectProjected(t, rest, before, { shows: ["userName", "emails"], lacks: ["name"] });
  },
  mutants: {
    "refuses a name it does not know": on({ path: /ttributes=[^&]*scimproofUnknown/ }, answer(400)),
    "ignores a projection with a name it does not know": readsProjectionAs((projection) =>
      projection.attributes?.includes("scimproofUnknown") ? {} : projection,
    ),
  },
});
