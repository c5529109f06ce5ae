import fc from "fast-check";
import { behaves, type Rule, rule, show } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { extension, fictionalNumber } from "../words.ts";
import { configured, expectReached, licensed, polled, telephony, WAY_BACK, withWayBack } from "./scene.ts";

/** What of telephony gets back to Okta. */
export const arriving: Rule[] = [
  rule({
    id: "8x8/syncback/extension-arrives",
    title: "The primary extension that a synchronised user gets in the console reaches the profile in Okta",
    covers: ["8X8-SYNCBACK-01"],
    level: "MUST",
    needs: WAY_BACK,
    probe: (t) =>
      withWayBack(t, async (scene) => {
        await configured(t, scene);
        const [one, other] = [await licensed(t, scene), await licensed(t, scene)];
        await t.property(
          fc.tuple(extension(), extension()).filter(([first, second]) => first !== second),
          async ([first, second]) => {
            await telephony(t, scene, one, { extension: first });
            await telephony(t, scene, other, { extension: second });
            await polled(scene);
            expectReached(t, scene, one, first, "a primary extension");
            expectReached(t, scene, other, second, "the primary extension of a second user");
          },
          { runs: 2 },
        );
      }),
    mutants: {
      "sp-syncback-extension-missing": behaves<Decisions8x8>({
        syncBackProfile: (_customer, { phoneNumber }) => ({ primaryPhone: phoneNumber ?? null }),
      }),
      "sp-syncback-first-user-only": behaves<Decisions8x8>((conforming) => {
        let first: string | undefined;
        return {
          syncBackChanged(customer, user, told) {
            first ??= user.id;
            return user.id === first && conforming.syncBackChanged(customer, user, told);
          },
        };
      }),
    },
  }),

  rule({
    id: "8x8/syncback/number-arrives",
    title: "A phone number that is assigned in the console, and each change of it, reaches the profile in Okta",
    covers: ["8X8-SYNCBACK-02"],
    level: "MUST",
    needs: WAY_BACK,
    probe: (t) =>
      withWayBack(t, async (scene) => {
        await configured(t, scene);
        const user = await licensed(t, scene);
        await t.property(
          fc.uniqueArray(fictionalNumber(), { minLength: 2, maxLength: 3 }),
          async (numbers) => {
            for (const [index, phoneNumber] of numbers.entries()) {
              await telephony(t, scene, user, { phoneNumber });
              await polled(scene);
              expectReached(t, scene, user, phoneNumber, index === 0 ? "a phone number" : "a changed phone number");
            }
          },
          { runs: 2 },
        );
      }),
    mutants: {
      "sp-syncback-stale-number": behaves<Decisions8x8>({
        syncBackChanged: (_customer, _user, told) => told === undefined,
      }),
      "sp-syncback-number-missing": behaves<Decisions8x8>({
        syncBackProfile: (_customer, user) => ({ extension8x8: user.extension ?? null }),
      }),
    },
  }),

  rule({
    id: "8x8/syncback/nothing-but-telephony",
    title: "Of a user nothing but extension and phone number is written to Okta",
    covers: ["8X8-SYNCBACK-07"],
    level: "SHOULD",
    needs: WAY_BACK,
    probe: (t) =>
      withWayBack(t, async (scene) => {
        const { client, own } = scene;
        await configured(t, scene);
        const user = await licensed(t, scene);
        const { userName } = client.directory.person(user.person).attributes;
        // Other names than those in Okta, which no console may give while the identity provider owns the user.
        await t.given.done(() =>
          own.send("PUT", `/Users/${encodeURIComponent(user.id)}`, {
            schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
            userName: userName!,
            name: { givenName: "Robin", familyName: "Other" },
            emails: [{ value: "robin.other@mail.example.com", type: "work", primary: true }],
            title: "Stranger",
            active: true,
          }),
        );
        const before = client.profile(user.person);
        const numbers = { extension: "47110", phoneNumber: "+14155552001" };
        await telephony(t, scene, user, numbers);
        await polled(scene);
        const after = client.profile(user.person);
        const changed = Object.keys(after).filter((name) => (after[name] ?? null) !== (before[name] ?? null));
        const foreign = changed.find((name) => !Object.values(numbers).includes(String(after[name])));
        t.expect.that(foreign === undefined, {
          summary: `${foreign} of the profile in Okta became ${show(after[foreign ?? ""])}`,
          seen: foreign === undefined ? undefined : after[foreign],
          expected: foreign === undefined ? undefined : before[foreign],
          attribute: foreign,
        });
        const { blocked, deleted } = client.directory.person(user.person);
        t.expect.that(!blocked && !deleted, {
          summary: "the way back changed the status of the person in Okta",
          seen: { blocked, deleted },
          expected: { blocked: false, deleted: false },
        });
        const named = client.users.calls.flatMap(({ profile }) => Object.entries(profile));
        const written = named.find(([, value]) => value !== null && !Object.values(numbers).includes(value));
        t.expect.that(written === undefined, {
          summary: `${written?.[0]} is written to Okta`,
          seen: written,
          expected: numbers,
        });
      }),
    mutants: {
      "sp-syncback-overwrites-names": behaves<Decisions8x8>((conforming) => ({
        syncBackProfile: (customer, user) => ({
          ...conforming.syncBackProfile(customer, user),
          firstName: user.givenName ?? null,
          lastName: user.familyName ?? null,
        }),
      })),
      "sp-syncback-writes-the-title": behaves<Decisions8x8>((conforming) => ({
        syncBackProfile: (customer, user) => ({
          ...conforming.syncBackProfile(customer, user),
          title: user.title ?? null,
        }),
      })),
    },
  }),
];
