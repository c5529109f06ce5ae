import { behaves, type GivenUser, idsOf, type Mutant, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";
import { needsShownAsSent } from "../shown-as-sent.ts";
import { givenFamily, givenNames } from "./family.ts";
import {
  everybody,
  findsNobody,
  insteadOfRefusing,
  readsFilterAs,
  refusesFilter,
  seesFirstItemsOnly,
  whenFiltered,
} from "./filter-mutants.ts";
import { isDeclined } from "./refused.ts";
import { expectSelected } from "./selected.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

export const pathsCarryASchema: Rule = rule({
  id: "filter/paths-carry-a-schema",
  title: "An attribute can be named with the URN of its schema",
  covers: ["7644-3.4.2.2-36"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { only, members } = await givenNames(t, "Anna", "Ben");
    const [anna] = members as [GivenUser];
    const comparisons = [`userName eq "${anna.userName}"`];
    await expectSelected(t, `${USER}:userName eq "${anna.userName}"`, [anna], { comparisons });
    await expectSelected(t, `${USER}:${only}`, members, { comparisons: [only] });
  },
  mutants: {
    "does not know URNs": refusesFilter((filter) => filter.includes("urn:")),
    "splits a URN at its dot": whenFiltered(
      (filter) => filter.startsWith(USER),
      (request, next) => {
        const url = new URL(request.url);
        const filter = url.searchParams.get("filter")!;
        url.searchParams.set("filter", `nickName${filter.slice(filter.indexOf(" "))}`);
        return next(new Request(url, request));
      },
    ),
  },
});

export const extensionsAreFiltered: Rule = rule({
  id: "filter/extensions-are-filtered",
  title: "An attribute of an extension is named with the URN of the extension",
  covers: ["7644-3.4.2.2-36"],
  level: "MUST",
  needs: ["filter", "enterprise"],
  async probe(t) {
    const department = t.given.name();
    const [user] = await t.given.users(2, (index) => ({
      schemas: [USER, ENTERPRISE],
      [ENTERPRISE]: { department: index === 0 ? department : t.given.name() },
    }));
    await needsShownAsSent(t, user!, `${ENTERPRISE}:department`);
    await expectSelected(t, `${ENTERPRISE}:department eq "${department}"`, [user!]);
  },
  mutants: {
    "finds nobody": findsNobody,
    "ignores a filter on an extension": whenFiltered((filter) => filter.includes(ENTERPRISE), everybody()),
  },
});

/** A mutant to which a resource matches when it matches with each of its e-mail addresses alone. */
const wantsEveryItem: Mutant = behaves<Behaviour>(({ matches }) => ({
  matches: (filter, resource, type) =>
    [resource["emails"] ?? []].flat().every((item) => matches(filter, { ...resource, emails: [item] }, type)),
}));

export const oneItemSuffices: Rule = rule({
  id: "filter/one-item-suffices",
  title: "A comparison with a multi-valued attribute holds when one item fulfils it",
  covers: ["7644-3.4.2.2-37", "7644-3.4.2.2-07"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const [work, home] = [t.given.userName(), t.given.userName()];
    const emails = [
      { value: work, type: "work", primary: true },
      { value: home, type: "home" },
    ];
    const user = await t.given.user({ emails });
    await t.given.user();
    await needsShownAsSent(t, user, "emails[work].value", "emails[home].value");
    const comparisons = [`emails.value eq "${t.given.userName()}"`];
    await expectSelected(t, `emails.value eq "${work}"`, [user], { comparisons });
    await expectSelected(t, `emails.value eq "${home}"`, [user], { comparisons });
    await expectSelected(t, `emails.type eq "work" and emails.value eq "${home}"`, [user], {
      comparisons: [...comparisons, 'emails.type eq "scimproof"'],
    });
  },
  mutants: {
    "looks at the first item only": seesFirstItemsOnly,
    "looks at the primary item only": readsFilterAs((filter) =>
      filter.replace(/^emails\.value (eq ".*")$/, "emails[primary eq true and value $1]"),
    ),
    "wants every item to match": wantsEveryItem,
    "wants one item to fulfil all comparisons": readsFilterAs((filter) =>
      filter.replace(/^emails\.type (.*) and emails\.value (.*)$/, "emails[type $1 and value $2]"),
    ),
  },
});

export const complexAttributesNeedAPart: Rule = rule({
  id: "filter/complex-attributes-need-a-part",
  title: "A comparison names a part of a complex attribute; without one it is refused, or nobody else is listed",
  covers: ["7644-3.4.2.2-38"],
  level: "MUST",
  needs: ["filter"],
  answers: ["emailsWithoutPart"],
  async probe(t) {
    const givenName = t.given.name();
    const [user] = await t.given.users(2, (index) => ({
      name: { familyName: "Jensen", givenName: index === 0 ? givenName : t.given.name() },
    }));
    await needsShownAsSent(t, user!, "name.givenName", "emails[work].value");
    await expectSelected(t, `name.givenName eq "${givenName}"`, [user!]);

    const whole = await t.client.list("/Users", { filter: `name eq "${givenName}"` });
    if (!isDeclined(whole)) t.expect(whole).status(200).resources([]);

    // AMB-34: an example of RFC 7644 filters emails without a part, as if it was emails.value.
    const emails = await t.client.list("/Users", { filter: `emails co "${user!.userName}"` });
    if (!isDeclined(emails)) {
      t.expect(emails).status(200).includes();
      t.expect(emails).that(
        idsOf(emails)!.every((id) => id === user!.id),
        {
          summary: "a filter on emails lists users with other addresses",
          seen: idsOf(emails),
          expected: [user!.id],
        },
      );
    }
    const found = idsOf(emails) ?? [];
    t.observe(
      "emailsWithoutPart",
      isDeclined(emails) ? "refused" : found.length > 0 ? "stands for emails.value" : "matches nobody",
    );
  },
  mutants: {
    "does not look into complex attributes": readsFilterAs((filter) => filter.replace("name.givenName", "displayName")),
    "ignores a comparison with a complex attribute": insteadOfRefusing(everybody()),
    "takes a list for its presence": readsFilterAs((filter) => filter.replace(/^emails co .*/, "emails pr")),
  },
});

export const schemasAreFiltered: Rule = rule({
  id: "filter/schemas-are-filtered",
  title: "A filter on schemas finds the users with an extension",
  covers: ["7644-3.4.2.2-43"],
  level: "MAY",
  needs: ["filter", "enterprise"],
  async probe(t) {
    const extended = { schemas: [USER, ENTERPRISE], [ENTERPRISE]: { department: "Tours" } };
    const { only, members } = await givenFamily(t, extended, {});
    const [employee, plain] = members as [GivenUser, GivenUser];
    await needsShownAsSent(t, employee, `${ENTERPRISE}:department`);
    const shown = valueAt(await t.given.read(plain.path), "schemas");
    if (Array.isArray(shown) && shown.includes(ENTERPRISE))
      return t.skip("every user shows the schema of the extension");
    const comparison = `schemas eq "${ENTERPRISE}"`;
    await expectSelected(t, `${only} and ${comparison}`, [employee], { comparisons: [only, comparison] });
  },
  mutants: {
    "takes every user to have every schema": readsFilterAs((filter) => filter.replace(/ and schemas .*/, "")),
    "knows the base schema only": readsFilterAs((filter) => filter.replace(/schemas eq ".*"/, 'schemas eq "none"')),
  },
});
