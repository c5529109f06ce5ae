import { linesIn } from "../question.ts";
import type { Steps } from "../step.ts";

/** Sites, as a person adds and renames them. */
export const site: Steps<"site"> = {
  create: {
    tell: ({ name }) => [`Open Sites and add a site named "${name}".`],
    refusals: ["site-name-taken", "invalid-value"],
    result: (_answers, { name }, names) => ({ id: names.siteId(name), name, users: 0 }),
  },
  rename: {
    tell: ({ site: id, name }, names) => [`Open Sites and rename the site "${names.site(id)}" to "${name}".`],
    refusals: ["site-name-taken", "invalid-value", "unknown-site"],
    result(_answers, { site: id, name }, names) {
      names.renameSite(id, name);
      return { id, name, users: Number.NaN };
    },
  },
  list: {
    tell: () => ["Open Sites."],
    questions: () => [{ key: "names", kind: "lines", text: "The names of all sites" }],
    // How many users a site has is not asked for: no number stands for it.
    result: (answers, _input, names) =>
      linesIn(answers, "names").map((name) => ({ id: names.siteId(name), name, users: Number.NaN })),
  },
  delete: {
    tell: ({ site: id }, names) => [`Open Sites and delete the site "${names.site(id)}".`],
    refusals: ["site-not-empty", "unknown-site"],
    result: () => undefined,
  },
};
