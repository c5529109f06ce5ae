import { describe, expect, it } from "vitest";
import { EXTENSION, patchOp, scene } from "./test-scene.ts";

/** A world whose second customer has two seats of X2, and users there to take them. */
async function twoSeats() {
  const world = scene();
  const { admin } = world;
  const { id: customer } = await admin.customer.create({ subscriptions: { X2: 2, X4: 0 } });
  const [site] = await admin.site.list({ customer });
  const users = await Promise.all(
    ["ann", "bob", "cid"].map((userName) => admin.user.create({ customer, userName, site: site!.id })),
  );
  return { admin, customer, ids: users.map(({ id }) => id), site: site!.id };
}

describe("licences", () => {
  it("need a site, a subscription and a seat", async () => {
    const { admin, customer, ids } = await twoSeats();
    const [ann, bob, cid] = ids as [string, string, string];
    const homeless = await admin.user.create({ customer, userName: "dan" });
    const give = (id: string, licence: string) => admin.user.assignLicence({ customer, id, licence });
    expect(await give(homeless.id, "X2")).toBe("invalid");
    expect(await give(ann, "X9")).toBe("invalid");
    expect(await give(ann, "X4")).toBe("invalid");
    expect([await give(ann, "X2"), await give(bob, "X2"), await give(cid, "X2")]).toEqual([
      "stored",
      "stored",
      "invalid",
    ]);
    expect(await give(ann, "X2")).toBe("stored");
    expect(await admin.user.get({ customer, id: cid })).toMatchObject({ licence: null });
  });

  it("are freed by taking them away and by deletion, not by deactivation", async () => {
    const { admin, customer, ids, site } = await twoSeats();
    const [ann, bob, cid] = ids as [string, string, string];
    const give = (id: string) => admin.user.assignLicence({ customer, id, licence: "X2" });
    await give(ann);
    await give(bob);
    await admin.user.setActive({ customer, id: ann, active: false });
    expect(await give(cid)).toBe("invalid");
    await admin.user.delete({ customer, id: ann });
    expect(await give(cid)).toBe("stored");
    await admin.user.setTelephony({ customer, id: bob, extension: "2001" });
    expect(await admin.user.removeLicence({ customer, id: bob })).toBe("stored");
    expect(await admin.user.get({ customer, id: bob })).toMatchObject({ licence: null, extension: null });
    expect(await admin.user.create({ customer, userName: "eva", site, licence: "X2" })).toMatchObject({
      licence: "X2",
    });
    await expect(admin.user.create({ customer, userName: "fay", site, licence: "X2" })).rejects.toMatchObject({
      code: "no-seat-left",
    });
  });

  it("are given to many by id, with a result for each", async () => {
    const { admin, customer, ids } = await twoSeats();
    const users = [ids[2]!, "none", ids[0]!, ids[1]!];
    expect(await admin.user.bulkAssignLicence({ customer, users, licence: "X2" })).toEqual([
      { user: ids[2], result: "stored" },
      { user: "none", result: "unknown" },
      { user: ids[0], result: "stored" },
      { user: ids[1], result: "invalid" },
    ]);
  });

  it("are given to many by a CSV file of login IDs and levels", async () => {
    const { admin, user } = scene();
    const ann = await user();
    const bob = await user({ userName: "bob@example.com", [EXTENSION]: {} });
    const csv = 'Username,Licence\r\nANN@example.com,X6\r\n"bob@example.com","X2"\r\nnobody,X2\r\n';
    expect(await admin.user.bulkAssignLicence({ csv })).toEqual([
      { user: "ANN@example.com", result: "stored" },
      { user: "bob@example.com", result: "invalid" },
      { user: "nobody", result: "unknown" },
    ]);
    expect(await admin.user.get({ id: ann })).toMatchObject({ licence: "X6" });
    expect(await admin.user.get({ id: bob })).toMatchObject({ licence: null });
  });

  it("are given to nobody by a CSV file that cannot be read", async () => {
    const { admin, user } = scene();
    const id = await user();
    for (const csv of ["ann@example.com,X6\nbob@example.com", "ann@example.com,X6,1", ",X6"])
      await expect(admin.user.bulkAssignLicence({ csv })).rejects.toMatchObject({ code: "invalid-value" });
    expect(await admin.user.get({ id })).toMatchObject({ licence: null });
  });

  it("stay with a user through deactivation and reactivation, with the extension", async () => {
    const { admin, user, scim } = scene();
    const id = await user();
    await admin.user.assignLicence({ id, licence: "X2" });
    await admin.user.setTelephony({ id, extension: "2001" });
    for (const active of [false, true]) {
      await scim("PATCH", `/Users/${id}`, patchOp({ op: "replace", path: "active", value: active }));
      expect(await admin.user.get({ id })).toMatchObject({ active, licence: "X2", extension: "2001" });
    }
  });
});
