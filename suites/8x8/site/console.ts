import { behaves, type Rule, rule } from "../../../engine/index.ts";
import { AdminRefusal, type Decisions8x8, type FieldResult } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { expectSite, userIn } from "./scene.ts";

/** What administrators can do about the site of a user. */
export const inConsole: Rule[] = [
  rule({
    id: "8x8/site/console-moves-nobody",
    title: "The console does not move a user who has a site to another one",
    covers: ["8X8-SITE-14"],
    level: "SHOULD",
    needs: ["admin.site.list", "admin.user.assignSite"],
    answers: ["siteConsoleEditable"],
    async probe(t) {
      const [first, second] = await granted(admin(t).site.list({}));
      if (first === undefined || second === undefined) return t.skip("needs two sites to move a user between");
      const user = await userIn(t, first.name);
      const result = await admin(t)
        .user.assignSite({ id: user.id, site: second.id })
        .catch((cause: unknown): FieldResult => {
          if (cause instanceof AdminRefusal) return "invalid";
          throw cause;
        });
      t.observe("siteConsoleEditable", result === "stored" ? "yes" : "no");
      if (t.options["siteConsoleEditable"] === "yes") t.skip("the console may move users: siteConsoleEditable is yes");
      t.expect.that(result !== "stored", {
        summary: `the console moved a user from site "${first.name}" to "${second.name}"`,
        seen: result,
        expected: "refused, or not offered",
        attribute: "site",
      });
      expectSite(t, await t.client.get(user.path), first.name, "a user whom the console refused to move");
    },
    mutants: {
      "sp-console-moves-site": behaves<Decisions8x8>({
        consoleSite(_customer, user, site) {
          user.siteId = site.id;
          return "stored";
        },
      }),
      "sp-console-refuses-and-moves": behaves<Decisions8x8>((conforming) => ({
        consoleSite(customer, user, site) {
          const result = conforming.consoleSite(customer, user, site);
          user.siteId = site.id;
          return result;
        },
      })),
    },
  }),
];
