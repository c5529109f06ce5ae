import { type Rule, rule } from "../../../engine/index.ts";
import { needsShownAsSent } from "../shown-as-sent.ts";
import { givenFamily } from "./family.ts";
import { readsFilterAs, understands } from "./filter-mutants.ts";
import { expectSelected } from "./selected.ts";

export const prFindsAssignedValues: Rule = rule({
  id: "filter/pr-finds-assigned-values",
  title: "pr selects the resources that have a value",
  covers: ["7644-3.4.2.2-12"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { only, members } = await givenFamily(t, { title: "Engineer" }, {});
    const [titled, untitled] = members;
    await needsShownAsSent(t, titled!, "title");
    await needsShownAsSent(t, untitled!, "title");
    await expectSelected(t, `${only} and title pr`, [titled!], { comparisons: [only, "title pr"] });
  },
  mutants: {
    "takes every attribute for present": readsFilterAs((filter) => filter.replace(" and title pr", "")),
    "selects the resources without a value": readsFilterAs((filter) => filter.replace("title pr", "not (title pr)")),
    "takes no attribute for present": understands((part) =>
      part.type === "present" ? { type: "and", filters: [part, { type: "not", filter: part }] } : undefined,
    ),
  },
});

export const prFindsComplexAttributes: Rule = rule({
  id: "filter/pr-finds-complex-attributes",
  title: "pr selects the resources whose complex attribute has a part, and whose list has an item",
  covers: ["7644-3.4.2.2-12"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { only, members } = await givenFamily(
      t,
      { phoneNumbers: [{ value: "+4930123456", type: "work" }] },
      {},
      { phoneNumbers: [] },
    );
    // The value may come back in another notation of the same number.
    await needsShownAsSent(t, members[0]!, "phoneNumbers[work].type");
    await expectSelected(t, `${only} and phoneNumbers pr`, members.slice(0, 1), {
      comparisons: [only, "phoneNumbers pr"],
    });
    await expectSelected(t, `${only} and name pr`, members, { comparisons: [only, "name pr"] });
  },
  mutants: {
    "takes an empty list for present": readsFilterAs((filter) => filter.replace(" and phoneNumbers pr", "")),
    "finds no complex attribute present": understands((part) =>
      part.type === "present" && part.path.attribute === "name" ? { type: "not", filter: part } : undefined,
    ),
    "finds no list present": understands((part) =>
      part.type === "present" && part.path.attribute === "phoneNumbers" ? { type: "not", filter: part } : undefined,
    ),
  },
});
