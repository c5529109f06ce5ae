import { answer, answerInstead, type Fault, on, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** Sends one request as a media type. */
type Send = (type: string) => Promise<Exchange>;

/** The writes whose body has a media type. */
const WRITES = [
  {
    method: "POST",
    needs: [],
    // Each attempt has a name of its own, or the second one would be a conflict.
    prepare:
      async (t: Trial): Promise<Send> =>
      (type) =>
        t.client.post("/Users", t.given.representation(), as(type)),
  },
  {
    method: "PUT",
    needs: [],
    prepare: async (t: Trial): Promise<Send> => {
      const user = await t.given.user();
      return (type) => t.client.put(user.path, { ...user.sent, active: false }, as(type));
    },
  },
  {
    method: "PATCH",
    needs: ["patch"],
    prepare: async (t: Trial): Promise<Send> => {
      const user = await t.given.user();
      const body = { schemas: [PATCH_OP], Operations: [{ op: "replace", path: "active", value: false }] };
      return (type) => t.client.patch(user.path, body, as(type));
    },
  },
] as const;

const as = (type: string): { headers: Record<string, string> } => ({ headers: { "content-type": type } });
const isSuccess = ({ response }: Exchange): boolean => response.status < 300;

/** A fault that takes bodies of some media types only. */
function takesOnly(type: RegExp, status = 415): Fault {
  return (request, next) =>
    type.test(request.headers.get("content-type") ?? "")
      ? next(request)
      : answer(status, refusal(status))(request, next);
}

/** Which media types a request may have (RFC 7644 §3.8, RFC 9110 §15.5.16). */
export const request: Rule[] = [
  ...WRITES.flatMap(({ method, needs, prepare }) => [
    rule({
      id: `content-type/${method.toLowerCase()}-takes-scim-json`,
      title: `A ${method} whose body is of type application/scim+json succeeds`,
      covers: ["7644-3.8-06"],
      level: "MUST",
      needs: [...needs],
      async probe(t) {
        const send = await prepare(t);
        const write = await send("application/scim+json");
        // What is refused as another type as well is refused for another reason.
        if (!isSuccess(write) && write.response.status !== 415 && !isSuccess(await send("application/json")))
          t.inconclusive(`${method} answered ${write.response.status}, whatever the type of its body`);
        t.expect(write).success();
      },
      mutants: {
        "takes application/json only": on(method, takesOnly(/^application\/json/)),
        "cannot read another type than application/json": on(method, takesOnly(/^application\/json/, 400)),
      },
    }),

    rule({
      id: `content-type/${method.toLowerCase()}-takes-json`,
      title: `A ${method} whose body is of type application/json succeeds`,
      covers: ["7644-3.8-06"],
      level: "SHOULD",
      needs: [...needs],
      async probe(t) {
        const send = await prepare(t);
        const write = await send("application/json");
        if (!isSuccess(write) && write.response.status !== 415 && !isSuccess(await send("application/scim+json")))
          t.inconclusive(`${method} answered ${write.response.status}, whatever the type of its body`);
        t.expect(write).success();
      },
      mutants: { "takes application/scim+json only": on(method, takesOnly(/^application\/scim\+json/)) },
    }),
  ]),

  rule({
    id: "content-type/other-types-are-refused",
    title: "A body that is XML or plain text is answered 415 or 400, with a SCIM Error message",
    covers: ["7644-3.8-06", "9110-15.5.16-01"],
    level: "MUST",
    async probe(t) {
      const xml = `<User><userName>${t.given.userName()}</userName></User>`;
      t.expect(await t.client.post("/Users", xml, as("application/xml"))).scimError([415, 400]);
      t.expect(await t.client.post("/Users", `userName: ${t.given.userName()}`, as("text/plain"))).scimError([
        415, 400,
      ]);
    },
    mutants: {
      "breaks on XML": on("POST", unlessJson(500)),
      "takes it and does nothing": on("POST", unlessJson(202)),
      "answers with the page of its web server": on("POST", (sent, next) =>
        /json/.test(sent.headers.get("content-type") ?? "")
          ? next(sent)
          : new Response("<h1>Unsupported Media Type</h1>", { status: 415, headers: { "content-type": "text/html" } }),
      ),
    },
  }),

  rule({
    id: "content-type/json-as-text-is-refused",
    title: "JSON that is sent as text/plain is answered 415 or 400",
    covers: ["9110-15.5.16-01"],
    level: "SHOULD",
    answers: ["jsonSentAsText"],
    async probe(t) {
      const post = await t.client.post("/Users", t.given.representation(), as("text/plain"));
      t.observe("jsonSentAsText", isSuccess(post) ? "taken" : String(post.response.status));
      t.expect(post).status(415, 400);
    },
    mutants: {
      "does not look at the type": on("POST", async (sent, next) => {
        const { url, method } = sent;
        const headers = new Headers(sent.headers);
        headers.set("content-type", "application/scim+json");
        return next(new Request(url, { method, headers, body: await sent.text() }));
      }),
    },
  }),

  rule({
    id: "content-type/suffix-does-not-break",
    title: "A resource whose address ends in .scim is answered, or said not to be there",
    covers: ["7644-3.8-08"],
    level: "MAY",
    answers: ["scimSuffix"],
    async probe(t) {
      const user = await t.given.user();
      const read = await t.client.get(`${user.path}.scim`);
      t.expect(read).status(200, 400, 404);
      t.observe("scimSuffix", read.response.status === 200 ? "understood" : "not understood");
      if (read.response.status === 200) t.expect(read).attribute("id", user.id);
    },
    mutants: {
      "breaks on the suffix": on({ path: /\.scim$/ }, answerInstead(500, refusal(500))),
      "answers with nothing": on({ path: /\.scim$/ }, answer(200, {})),
    },
  }),
];

function unlessJson(status: number): Fault {
  return (sent, next) =>
    /json/.test(sent.headers.get("content-type") ?? "") ? next(sent) : answer(status, refusal(status))(sent, next);
}
