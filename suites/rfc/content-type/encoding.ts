import fc from "fast-check";
import { answer, type Fault, on, type Rule, rule, show, type Trial, valueAt, withBody } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

const WRITE = { method: ["POST", "PUT"], path: /\/Users/ };

/** Letters of many scripts, one of them outside the Basic Multilingual Plane. */
const LETTERS = ["ü", "Ł", "ž", "Ω", "Ж", "ש", "ظ", "ठ", "ễ", "김", "野", "𠮷"];

/** Judges that a text is read as it was written; a service provider may compose its letters otherwise. */
function expectText(t: Trial, exchange: Exchange, attribute: string, written: string): void {
  const seen = valueAt(exchange.response.body, attribute);
  t.expect(exchange).that(typeof seen === "string" && seen.normalize("NFC") === written.normalize("NFC"), {
    summary: `${attribute} was written as ${show(written)} and is shown as ${show(seen)}`,
    seen,
    expected: written,
    attribute,
  });
}

/** Creates a user with a name, its body sent as a media type, and judges how it is shown. */
async function expectNameSurvives(t: Trial, familyName: string, type: string): Promise<void> {
  const body = t.given.representation({ name: { givenName: "Zoë", familyName } });
  const post = await t.client.post("/Users", body, { headers: { "content-type": type } });
  t.expect(post).success();
  const read = await t.client.get(`/Users/${encodeURIComponent(String(valueAt(post.response.body, "id")))}`);
  t.expect(read).status(200);
  if (valueAt(read.response.body, "name.familyName") === undefined)
    t.skip("the service provider keeps no name.familyName");
  expectText(t, read, "name.familyName", familyName);
}

const readAsLatin1: Fault = async (request, next) =>
  next(withBody(request, Buffer.from(await request.arrayBuffer()).toString("latin1")));

/** How text is encoded (RFC 7644 §3.8). */
export const encoding: Rule[] = [
  rule({
    id: "content-type/utf-8-is-the-default",
    title: "A body without a charset is read as UTF-8",
    covers: ["7644-3.8-02"],
    level: "MUST",
    async probe(t) {
      await expectNameSurvives(t, "Müller-Łukasiewicz", "application/scim+json");
    },
    mutants: {
      "reads Latin-1": on(WRITE, readAsLatin1),
      "keeps ASCII only": on(WRITE, async (request, next) =>
        next(withBody(request, (await request.text()).replace(/[^\x20-\x7E]/g, "?"))),
      ),
    },
  }),

  rule({
    id: "content-type/utf-8-may-be-named",
    title: "A body with the charset utf-8 is read as UTF-8",
    covers: ["7644-3.8-01"],
    level: "MUST",
    async probe(t) {
      await expectNameSurvives(t, "Чайковский", "application/scim+json; charset=utf-8");
    },
    mutants: {
      "does not know a type with parameters": on(WRITE, (request, next) =>
        request.headers.get("content-type")?.includes(";") ? answer(415, refusal(415))(request, next) : next(request),
      ),
      "reads Latin-1": on(WRITE, readAsLatin1),
    },
  }),

  rule({
    id: "content-type/every-script-survives",
    title: "A name in any script is shown as it was written",
    covers: ["7644-3.8-01"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      await t.property(
        fc.shuffledSubarray(LETTERS, { minLength: 1 }),
        async (letters) => {
          const familyName = letters.join("");
          const put = await t.client.put(user.path, { ...user.sent, name: { givenName: "Zoë", familyName } });
          t.expect(put).success();
          const read = await t.client.get(user.path);
          t.expect(read).status(200);
          if (valueAt(read.response.body, "name.familyName") === undefined)
            t.skip("the service provider keeps no name.familyName");
          expectText(t, read, "name.familyName", familyName);
        },
        { runs: 6 },
      );
    },
    mutants: {
      "keeps three bytes of a letter": on(WRITE, async (request, next) =>
        next(withBody(request, (await request.text()).replace(/[\u{10000}-\u{10FFFF}]/gu, "?"))),
      ),
      "takes the accents off": on(WRITE, async (request, next) =>
        next(withBody(request, (await request.text()).normalize("NFD").replace(/\p{M}/gu, ""))),
      ),
      "keeps the letters of western Europe": on(WRITE, async (request, next) =>
        next(withBody(request, (await request.text()).replace(/[^\0-\xFF]/gu, "?"))),
      ),
    },
  }),

  rule({
    id: "content-type/answers-are-utf-8",
    title: "Every JSON body that is answered is UTF-8 without a byte order mark",
    covers: ["7644-3.8-01"],
    level: "MUST",
    applies: ({ response }) => response.text !== "" && /json/i.test(response.headers["content-type"] ?? "json"),
    inspect: (exchange, expect) => {
      expect(exchange).that(exchange.response.validUtf8, {
        summary: `${exchange.request.method} ${exchange.request.path} answered a body that is not UTF-8, or begins with a byte order mark`,
        seen: exchange.response.text.slice(0, 80),
        expected: "UTF-8 without a byte order mark",
      });
    },
    mutants: {
      "begins with a byte order mark": on(
        {},
        inBytes((text) => Buffer.from(`\uFEFF${text}`, "utf8")),
      ),
      "writes Latin-1": on(
        {},
        inBytes((text) => Buffer.from(text.replace(/"displayName":"|"detail":"/, "$&é"), "latin1")),
      ),
    },
  }),
];

/** A fault that writes the body of an answer in other bytes. */
function inBytes(write: (text: string) => Buffer<ArrayBuffer>): Fault {
  return async (request, next) => {
    const response = await next(request);
    const { status, headers } = response;
    const text = await response.text();
    return new Response(text === "" ? null : write(text), { status, headers });
  };
}
