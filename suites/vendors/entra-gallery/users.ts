import {
  answerInstead,
  on,
  type Rule,
  rewriteBody,
  rewriteResources,
  rule,
  show,
  valueAt,
} from "../../../engine/index.ts";
import { answered } from "../answered.ts";
import { without } from "../without.ts";
import { kept, mappedUser, TEXTS } from "./mapped-user.ts";
import { hearsTheFirst, knowsNoPatch, makesOfPatch, patched, takesAndForgets } from "./patched.ts";

const CREATE = { method: "POST", path: /\/Users$/ };

/** Users created and changed without the provisioning engine in between. */
export const users: Rule[] = [
  rule({
    id: "entra-gallery/user-is-created",
    title: "A user is created, has an id, and has the login name that was sent",
    covers: ["7643-3.1-02", "7644-3.3-06", "7644-3.1-03"],
    level: "MUST",
    async probe(t) {
      const sent = t.given.representation({ displayName: t.given.name() });
      answered(t, await t.client.post("/Users", sent))
        .status(200, 201)
        .filled("id")
        .reads("userName", String(sent["userName"]));
    },
    mutants: {
      "takes a create and does it later": on(CREATE, answerInstead(202)),
      "answers a create without the id": on(
        CREATE,
        rewriteBody((user) => without(user, "id")),
      ),
      "cuts the domain off login names": on(
        CREATE,
        rewriteBody((user) => ({ ...user, userName: String(user["userName"]).split("@")[0]! })),
      ),
    },
  }),

  rule({
    id: "entra-gallery/user-is-updated",
    title: "A PATCH with one operation for each attribute changes them all, and the new values are read",
    covers: ["7644-3.5.2-18", "7644-3.5.2-22", "7644-3.5.2.3-02", "7644-3.5.2.3-06"],
    level: "MUST",
    async probe(t) {
      const user = await mappedUser(t);
      const paths = kept(await t.given.read(user.path), TEXTS);
      if (paths.length === 0) t.skip("a user shows none of the attributes that are mapped by default");
      const values = paths.map((path, place) => [path, `updated-${place + 1}`] as const);
      const read = await patched(
        t,
        user.path,
        values.map(([path, value]) => ({ op: "replace", path, value })),
      );
      const judged = answered(t, read);
      for (const [path, value] of values) judged.reads(path, value);
    },
    mutants: {
      "knows no PATCH": knowsNoPatch,
      "takes a PATCH and changes nothing": takesAndForgets,
      "hears the first operation only": hearsTheFirst,
      "keeps texts in capital letters": makesOfPatch((conforming) => {
        const after = conforming();
        return { ...after, title: String(after["title"]).toUpperCase() };
      }),
      "answers a PATCH with 202": on("PATCH", answerInstead(202, null)),
    },
  }),

  rule({
    id: "entra-gallery/empty-text-and-null-clear",
    title: "An attribute that is replaced by an empty text, and then by null, has no value",
    covers: ["7643-2.5-04", "7644-3.5.2-22"],
    level: "MUST",
    async probe(t) {
      const user = await mappedUser(t);
      // What is required cannot be cleared: of what is mapped, these are optional wherever they are kept.
      const optional = TEXTS.filter((path) => path === "title" || path.includes(":"));
      const paths = kept(await t.given.read(user.path), optional);
      if (paths.length === 0) t.skip("a user shows none of the optional attributes that are mapped by default");
      for (const value of ["", null]) {
        const read = await patched(
          t,
          user.path,
          paths.map((path) => ({ op: "replace", path, value })),
        );
        for (const path of paths) {
          const seen = valueAt(read.response.body, path);
          // An empty text may stay one until null takes it away.
          t.expect(read).that(seen === undefined || seen === null || (value === "" && seen === ""), {
            summary: `${path} was replaced by ${show(value)}, and is read as ${show(seen)}`,
            seen,
            expected: value === "" ? "nothing, or an empty text" : "nothing",
            attribute: path,
          });
        }
      }
    },
    mutants: {
      "refuses an empty text": on("PATCH", async (request, next) =>
        (await request.clone().text()).includes('"value":""') ? new Response(null, { status: 400 }) : next(request),
      ),
      "refuses null": on("PATCH", async (request, next) =>
        (await request.clone().text()).includes('"value":null') ? new Response(null, { status: 400 }) : next(request),
      ),
      "keeps a value that is replaced by an empty text": makesOfPatch((conforming, stored, operations) =>
        operations.some(({ value }) => value === "") ? stored : conforming(),
      ),
      "keeps an empty text where null is to clear it": makesOfPatch((conforming, stored, operations) =>
        operations.some(({ value }) => value === null) ? stored : conforming(),
      ),
      "stores null as a word": on(
        { method: "GET", path: /\/Users\/[^/?]+$/ },
        rewriteResources((user) => ({ title: "null", ...user })),
      ),
    },
  }),
];
