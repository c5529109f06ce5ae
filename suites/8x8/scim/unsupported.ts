import { behaves, type Rule, rule, type Trial, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { admin, adminIfAny, granted, page } from "../admin.ts";
import { siteUrn } from "../sites.ts";
import { ENTERPRISE, EXTENSION, employee, USER } from "../user.ts";

/** What the API cannot set: refused or ignored, and never stored (C-48). */
export const unsupported: Rule[] = [
  rule({
    id: "8x8/scim/cost-centre-is-not-settable",
    title: "No write sets the cost centre of a user",
    covers: ["8X8-SCIM-16"],
    level: "MUST",
    needs: ["admin.user.get", "admin.user.setCostCenter"],
    answers: ["unsupportedAttr"],
    async probe(t) {
      const body = employee(t);
      const user = await t.given.user(body);
      await granted(admin(t).user.setCostCenter({ id: user.id, costCenter: "Sales EMEA" }));
      const answered = unsupportedAnswers(t);
      for (const urn of [ENTERPRISE, siteUrn(t)]) {
        const costCenter = t.given.name();
        const written = await t.client.put(user.path, withMember(body, urn, { costCenter }));
        answered(written);
        await expectNotStored(t, written, user.id, costCenter, "Sales EMEA");
      }
      const costCenter = t.given.name();
      const created = await t.client.post("/Users", withMember(employee(t), ENTERPRISE, { costCenter }));
      answered(created);
      const id = valueAt(created.response.body, "id");
      await expectNotStored(
        t,
        created,
        id === undefined ? user.id : String(id),
        costCenter,
        id === undefined ? "Sales EMEA" : null,
      );
    },
    mutants: {
      "sp-cost-center-settable": behaves<Decisions8x8>((conforming) => ({
        settle: (customer, after, write) => ({
          ...conforming.settle(customer, after, write),
          costCenter: asText(valueAt(write.body, `${ENTERPRISE}:costCenter`)) ?? after.costCenter,
        }),
      })),
      "sp-cost-center-of-extension-settable": behaves<Decisions8x8>((conforming) => ({
        settle: (customer, after, write) => ({
          ...conforming.settle(customer, after, write),
          costCenter: asText(valueAt(valueAt(write.body, EXTENSION), "costCenter")) ?? after.costCenter,
        }),
      })),
      "sp-cost-center-echoed": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const settled = conforming.settle(customer, after, write);
          const costCenter = asText(valueAt(write.body, `${ENTERPRISE}:costCenter`));
          return costCenter === undefined ? settled : { ...settled, extra: { ...settled.extra, costCenter } };
        },
      })),
    },
  }),

  rule({
    id: "8x8/scim/user-profile-is-not-settable",
    title: "No write assigns the user profile of the console",
    covers: ["8X8-SCIM-17"],
    level: "MUST",
    needs: ["admin.user.get", "admin.user.setProfile"],
    answers: ["unsupportedAttr"],
    async probe(t) {
      const body = employee(t);
      const user = await t.given.user(body);
      await granted(admin(t).user.setProfile({ id: user.id, profile: "Reception" }));
      const attempts: [string, JsonObject][] = [
        ["userType", { ...body, userType: "Call centre" }],
        ["profileUrl", { ...body, profileUrl: "https://profiles.example.com/call-centre" }],
        ["profile", withMember(body, siteUrn(t), { profile: "Call centre" })],
      ];
      const answered = unsupportedAnswers(t);
      for (const [attribute, attempt] of attempts) {
        answered(await t.client.put(user.path, attempt));
        const { profile } = await page(t, user.id);
        t.expect.that(profile === "Reception", {
          summary: `a PUT of ${attribute} changed the user profile in the console`,
          seen: profile,
          expected: "Reception",
          attribute,
        });
      }
    },
    mutants: {
      "sp-user-profile-settable": behaves<Decisions8x8>((conforming) => ({
        settle: (customer, after, write) => ({
          ...conforming.settle(customer, after, write),
          profile: asText(write.body?.["userType"]) ?? after.profile,
        }),
      })),
      "sp-user-profile-from-extension": behaves<Decisions8x8>((conforming) => ({
        settle: (customer, after, write) => ({
          ...conforming.settle(customer, after, write),
          profile: asText(valueAt(valueAt(write.body, EXTENSION), "profile")) ?? after.profile,
        }),
      })),
    },
  }),

  rule({
    id: "8x8/scim/photos-are-not-settable",
    title: "No write sets the picture of a user",
    covers: ["8X8-SCIM-18"],
    level: "MUST",
    answers: ["unsupportedAttr"],
    async probe(t) {
      const photos = [{ type: "photo", value: "https://photos.example.com/portrait.png" }];
      const created = await t.client.post("/Users", employee(t, { photos }));
      const answered = unsupportedAnswers(t);
      answered(created);
      const id = valueAt(created.response.body, "id");
      if (created.response.status < 300)
        t.expect(await t.client.get(`/Users/${encodeURIComponent(String(id))}`))
          .status(200)
          .hasAttribute("id")
          .lacksAttribute("photos");

      const body = employee(t);
      const user = await t.given.user(body);
      const { get, setPicture } = adminIfAny(t).user ?? {};
      if (setPicture) await granted(setPicture({ id: user.id, picture: "portrait.png" }));
      const before = get && (await page(t, user.id));
      answered(await t.client.put(user.path, { ...body, photos }));
      t.expect(await t.client.get(user.path))
        .status(200)
        .hasAttribute("id")
        .lacksAttribute("photos");
      if (before === undefined) return;
      const { picture } = await page(t, user.id);
      t.expect.that(picture === before.picture, {
        summary: "a PUT of photos changed the picture in the console",
        seen: picture,
        expected: before.picture,
        attribute: "photos",
      });
    },
    mutants: {
      "sp-photos-settable": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const settled = conforming.settle(customer, after, write);
          const photos = write.body?.["photos"];
          return photos === undefined ? settled : { ...settled, extra: { ...settled.extra, photos } };
        },
      })),
      "sp-photos-set-picture": behaves<Decisions8x8>((conforming) => ({
        settle: (customer, after, write) => ({
          ...conforming.settle(customer, after, write),
          picture: asText(valueAt(write.body, "photos[0].value")) ?? after.picture,
        }),
      })),
    },
  }),
];

/** A User with a further member in the container of a schema extension. */
function withMember(body: JsonObject, urn: string, member: JsonObject): JsonObject {
  const schemas = [...new Set([USER, ENTERPRISE, urn])];
  return { ...body, schemas, [urn]: { ...(body[urn] as JsonObject | undefined), ...member } };
}

/** Both answers to an unsupported attribute are fine: a refusal, and not to care. Tells which were seen. */
function unsupportedAnswers(t: Trial): (written: Exchange) => void {
  const seen = new Set<string>();
  return (written) => {
    if (written.response.status >= 300) t.expect(written).refused();
    seen.add(written.response.status >= 300 ? "reject" : "ignore");
    t.observe("unsupportedAttr", [...seen].sort().join(" or "));
  };
}

async function expectNotStored(
  t: Trial,
  written: Exchange,
  id: string,
  sent: string,
  kept: string | null,
): Promise<void> {
  const { costCenter } = await page(t, id);
  t.expect.that(costCenter === kept, {
    summary: `a ${written.request.method} of costCenter changed the cost centre in the console`,
    seen: costCenter,
    expected: kept,
    attribute: "costCenter",
  });
  const read = await t.client.get(`/Users/${encodeURIComponent(id)}`);
  t.expect(read).status(200).that(!read.response.text.includes(sent), {
    summary: "a read shows a cost centre that was not stored",
    seen: sent,
    expected: "nothing of it",
    attribute: "costCenter",
  });
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
