import { answerInstead, behaves, on, type Rule, rule } from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";
import { answered } from "../answered.ts";
import { kept } from "./mapped-user.ts";
import { hearsTheFirst, makesOfPatch, patched, takesAndForgets } from "./patched.ts";

const LOOK_UP = { method: "GET", path: /\/Users\?filter/ };
const ONE_USER = { method: "DELETE", path: /\/Users\// };

/** What the SCIM validator looks at beside the direct tests; what it previews only weighs MAY. */
export const validator: Rule[] = [
  rule({
    id: "entra-gallery/user-is-looked-up",
    title: "A user is found by the login name in any letter case, and an unknown name by an empty list",
    covers: ["7644-3.4.2-10", "7643-7-10", "7644-3.4.2.2-42"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      for (const name of [user.userName, user.userName.toUpperCase()])
        t.expect(await t.client.list("/Users", { filter: `userName eq "${name}"` }))
          .status(200)
          .resources([user.id]);
      const unknown = await t.client.list("/Users", { filter: `userName eq "${t.given.userName()}"` });
      answered(t, unknown).status(200).reads("totalResults", "0");
    },
    mutants: {
      "answers 404 when nobody is found": on(LOOK_UP, async (request, next) => {
        const response = await next(request);
        const list = (await response.clone().json()) as { totalResults?: number };
        return list.totalResults === 0 ? new Response(null, { status: 404 }) : response;
      }),
      "tells login names apart by letter case": on(LOOK_UP, (request, next) =>
        next(new Request(request.url.replace(/SCIMPROOF/, "other"), request)),
      ),
      "ignores the filter": behaves<Behaviour>({ matches: () => true }),
    },
  }),

  rule({
    id: "entra-gallery/same-user-is-refused",
    title: "A second user of the same login name is refused with 409",
    covers: ["7644-3.3-08"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      t.expect(await t.client.post("/Users", user.sent)).status(409);
    },
    mutants: {
      "creates users of the same login name": behaves<Behaviour>({ conflict: () => false }),
      "answers 400 where the login name is taken": on({ method: "POST", path: /\/Users$/ }, async (request, next) => {
        const response = await next(request);
        return response.status === 409 ? new Response(null, { status: 400 }) : response;
      }),
    },
  }),

  rule({
    id: "entra-gallery/login-name-changes",
    title: "A PATCH without a path changes the login name, by which the user is found then",
    covers: ["7644-3.5.2-06", "7644-3.5.2.3-01", "7644-3.5.2-22"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const userName = t.given.userName();
      const read = await patched(t, user.path, [{ op: "replace", value: { userName } }]);
      answered(t, read).reads("userName", userName);
      t.expect(await t.client.list("/Users", { filter: `userName eq "${userName}"` }))
        .status(200)
        .resources([user.id]);
    },
    mutants: {
      "wants a path with every operation": on("PATCH", answerInstead(400)),
      "takes a PATCH and changes nothing": takesAndForgets,
      "finds users by the name they had": on(LOOK_UP, answerInstead(200, { totalResults: 0 })),
    },
  }),

  rule({
    id: "entra-gallery/disabled-user-is-still-there",
    title: "A user who is disabled is read and found as not active",
    covers: ["7644-3.5.2.3-02", "7644-3.5.2-22", "7644-3.4.1-01"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const read = await patched(t, user.path, [{ op: "replace", path: "active", value: false }]);
      answered(t, read).reads("active", "false");
      const found = await t.client.list("/Users", { filter: `userName eq "${user.userName}"` });
      t.expect(found).status(200).resources([user.id]);
      answered(t, found).reads("Resources[0].active", "false");
    },
    mutants: {
      "takes a PATCH and changes nothing": takesAndForgets,
      "hides users who are disabled": on({ method: "GET", path: /\/Users\/[^/?]+$/ }, answerInstead(404)),
      "does not find users who are disabled": on(LOOK_UP, answerInstead(200, { totalResults: 0 })),
      "lets disabled users appear active in a list": on(LOOK_UP, async (request, next) => {
        const text = await (await next(request)).text();
        return new Response(text.replaceAll('"active":false', '"active":true'), { status: 200 });
      }),
    },
  }),

  rule({
    id: "entra-gallery/user-is-deleted",
    title: "A user who is deleted cannot be read",
    covers: ["7644-3.6-01", "7644-3.6-02"],
    level: "MAY",
    async probe(t) {
      const user = await t.given.user();
      t.expect(await t.client.delete(user.path)).status(200, 204);
      t.expect(await t.client.get(user.path)).status(404);
    },
    mutants: {
      "keeps users who are deleted": behaves<Behaviour>({ removes: () => false }),
      "does not delete users": on(ONE_USER, answerInstead(405)),
    },
  }),

  rule({
    id: "entra-gallery/second-delete-finds-nobody",
    title: "A delete of a user who is gone, or never was, is answered with 404",
    covers: ["7644-3.6-02", "7644-3.12-08"],
    level: "MAY",
    async probe(t) {
      const user = await t.given.deletedUser();
      t.expect(await t.client.delete(user.path)).status(404);
      const id = t.given.faker.string.uuid();
      t.expect(await t.client.delete(`/Users/${id}`)).status(404);
    },
    mutants: {
      "answers every delete with 204": on(ONE_USER, answerInstead(204)),
      "breaks at a delete of nobody": on(ONE_USER, async (request, next) => {
        const response = await next(request);
        return response.status === 404 ? new Response(null, { status: 500 }) : response;
      }),
    },
  }),

  rule({
    id: "entra-gallery/operations-follow-each-other",
    title: "Several operations of one PATCH, on other attributes and on the same, are done in their order",
    covers: ["7644-3.5.2-18", "7644-3.5.2.2-02"],
    level: "MAY",
    async probe(t) {
      const user = await t.given.user({ title: "Curator" });
      if (kept(await t.given.read(user.path), ["title", "name.givenName"]).length < 2)
        t.skip("a user shows no title or no given name");
      const read = await patched(t, user.path, [
        { op: "remove", path: "title" },
        { op: "add", path: "title", value: "Archivist" },
        { op: "replace", path: "name.givenName", value: "Updated" },
        { op: "replace", path: "title", value: "Librarian" },
      ]);
      answered(t, read).reads("title", "Librarian").reads("name.givenName", "Updated");
    },
    mutants: {
      "hears the first operation only": hearsTheFirst,
      "does what is removed last": makesOfPatch((conforming) => {
        const { title: _left, ...rest } = conforming();
        return rest;
      }),
      "takes one operation on an attribute": on("PATCH", async (request, next) =>
        (await request.clone().text()).split('"title"').length > 2
          ? new Response(null, { status: 400 })
          : next(request),
      ),
    },
  }),
];
