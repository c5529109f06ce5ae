import fc from "fast-check";
import { behaves, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { expectDecisionsKept, LICENSING, licensedUser } from "../licensed-user.ts";
import { details, membersOf } from "../user.ts";

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
    async probe(t) {
      const { user, before } = await licensedUser(t);
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

function workPhoneOf(body: unknown): string | undefined {
  const value = valueAt(body, "phoneNumbers[work].value");
  return typeof value === "string" ? value : undefined;
}
