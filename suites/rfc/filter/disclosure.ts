import { type Rule, rewriteResources, rule } from "../../../engine/index.ts";
import { whenFiltered } from "./filter-mutants.ts";

export const passwordFilterDisclosesNothing: Rule = rule({
  id: "filter/password-filter-discloses-nothing",
  title: "A filter on the password shows no password, whether it is answered or refused",
  covers: ["7643-7-19", "7643-4.1.1-21"],
  level: "MAY",
  needs: ["filter"],
  answers: ["filterOnPassword"],
  async probe(t) {
    const user = await t.given.user();
    for (const comparison of ["password pr", 'password eq "x"']) {
      const list = await t.client.list("/Users", { filter: `userName eq "${user.userName}" and ${comparison}` });
      if (list.response.status !== 200) {
        t.expect(list).refused().lacksAttribute("password");
        t.observe("filterOnPassword", `refused with ${list.response.status}`);
        continue;
      }
      t.expect(list).lacksAttribute("Resources[0].password");
      t.observe("filterOnPassword", "answered");
    }
  },
  mutants: {
    "shows what it searched for": whenFiltered(
      (filter) => filter.includes("password"),
      (request, next) => {
        const url = new URL(request.url);
        url.searchParams.set("filter", url.searchParams.get("filter")!.replace(/ and password .*/, ""));
        return rewriteResources((user) => ({ ...user, password: "t1meMa$heen" }))(new Request(url, request), next);
      },
    ),
    "breaks on a filter on the password": whenFiltered(
      (filter) => filter.includes("password"),
      () => new Response(null, { status: 500 }),
    ),
  },
});
