import fc from "fast-check";
import { behaves, type GivenUser, type Rule, rule, type Trial, valueAt } from "../../../engine/index.ts";
import type { ConsoleUser, Decisions8x8 } from "../../../profiles/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { accepted } from "../accepted.ts";
import { admin, granted } from "../admin.ts";
import { expectDecisionsKept, LICENSING, licensedUser } from "../licensed-user.ts";
import { sitesOf } from "../sites.ts";
import { details, EXTENSION, membersOf, OLDER_EXTENSION } from "../user.ts";

/** What only administrators decide, and SCIM leaves alone. */
export const consoleSettings: Rule[] = [
  rule({
    id: "8x8/scim/put-leaves-console-settings",
    title: "No PUT touches what administrators decided about a user",
    covers: ["8X8-SCIM-14"],
    level: "MUST",
    needs: LICENSING,
    async probe(t) {
      const { user, before } = await licensedUser(t);
      await t.property(
        fc.tuple(details(), fc.boolean()),
        async ([values, active]) => {
          t.expect(await t.client.put(user.path, { ...user.sent, ...membersOf(values), active })).success();
          await expectDecisionsKept(t, before, "a PUT");
        },
        { runs: 3 },
      );
    },
    mutants: {
      "sp-put-resets-console-settings": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) => ({
          ...conforming.replace(customer, user, body),
          licence: undefined,
          extension: undefined,
          directoryVisible: false,
        }),
      })),
      "sp-put-takes-the-picture": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) => ({ ...conforming.replace(customer, user, body), picture: undefined }),
      })),
    },
  }),

  rule({
    id: "8x8/scim/work-phone-is-no-telephony",
    title: "The work contact number of SCIM changes neither the dialable number nor the extension",
    covers: ["8X8-SCIM-19"],
    level: "MUST",
    needs: LICENSING,
    answers: ["extensionAttr"],
    async probe(t) {
      const { user, before } = await licensedUser(t);
      await observeExtension(t, user, before);
      const written = await t.client.put(user.path, {
        ...user.sent,
        phoneNumbers: [
          { type: "mobile", value: "+14155550101" },
          { type: "work", value: "+14155550102", primary: true },
        ],
      });
      if (written.response.status >= 300) t.expect(written).refused();
      await expectDecisionsKept(t, before, "a PUT of phoneNumbers");
    },
    mutants: {
      "sp-work-phone-sets-did": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return { ...after, phoneNumber: workPhoneOf(body) ?? after.phoneNumber };
        },
      })),
      "sp-work-phone-sets-extension": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return {
            ...after,
            extension: workPhoneOf(body)?.slice(-4) ?? after.extension,
          };
        },
      })),
    },
  }),
];

/** Notes how SCIM shows the telephone extension, and puts back what a write may have changed of it (C-44). */
async function observeExtension(t: Trial, user: GivenUser, before: ConsoleUser): Promise<void> {
  const shown = await t.given.read(user.path);
  const urn = [EXTENSION, OLDER_EXTENSION].find((each) => extensionIn(shown, each) === before.extension);
  if (urn === undefined) return t.observe("extensionAttr", "absent");
  const site = sitesOf(shown).find((each) => each.urn === urn)?.site;
  const another = { ...(site === undefined ? {} : { site }), extension: "40999" };
  const written = await t.client.put(user.path, {
    ...user.sent,
    schemas: [...new Set([...(user.sent["schemas"] as string[]), urn])],
    [urn]: another,
  });
  const taken = accepted(t, written) && extensionIn(await t.given.read(user.path), urn) === "40999";
  t.observe("extensionAttr", taken ? "writable" : "read-only");
  if (taken) await granted(admin(t).user.setTelephony({ id: user.id, extension: before.extension }));
}

function extensionIn(resource: JsonObject, urn: string): unknown {
  return valueAt(resource[urn], "extension");
}

function workPhoneOf(body: unknown): string | undefined {
  const value = valueAt(body, "phoneNumbers[work].value");
  return typeof value === "string" ? value : undefined;
}
