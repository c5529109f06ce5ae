import { answerInstead, on, type Rule, rewriteBody, rule, type Trial, type Where } from "../../../engine/index.ts";
import { answered } from "../answered.ts";
import { ERROR, LIST } from "../urns.ts";
import { without } from "../without.ts";
import { get } from "./wire.ts";

const ONE_USER: Where = { method: "GET", path: /\/Users\/[^/?]+$/ };
const LOOK_UP: Where = { method: "GET", path: /\/Users\?filter=/ };

/** How a refusal says too little. */
const wordless = (where: Where): Rule["mutants"] => ({
  "refuses without a detail": on(
    where,
    rewriteBody((error) => without(error, "detail")),
  ),
  "refuses without the URN of an error": on(
    where,
    rewriteBody((error) => without(error, "schemas")),
  ),
});

/** Writes the status of a refusal as nothing or as another one. */
const misstated = (where: Where): Rule["mutants"] => ({
  "refuses without the status in the body": on(
    where,
    rewriteBody((error) => without(error, "status")),
  ),
});

function digits(t: Trial, count: number): string {
  return t.given.faker.string.numeric({ length: count, allowLeadingZeros: true });
}

/** What Okta's test asks for and must not get. */
export const refusals: Rule[] = [
  rule({
    id: "okta-spec/unknown-id-is-explained",
    title: "An id that nobody has is answered with 404 and an error with a detail",
    covers: ["7644-3.12-01", "7644-3.12-04", "7644-3.12-08"],
    level: "MUST",
    reads: true,
    async probe(t) {
      // An id of noughts and ones, as Okta invents it.
      const id = t.given.faker.string.fromCharacters("01", 30);
      answered(t, await get(t.client, `/Users/${id}`))
        .status(404)
        .filled("detail")
        .schema(ERROR);
    },
    mutants: {
      "answers an unknown id with an empty list": on(
        ONE_USER,
        answerInstead(200, { schemas: [LIST], totalResults: 0 }),
      ),
      ...wordless(ONE_USER),
    },
  }),

  rule({
    id: "okta-spec/numeric-id-is-explained",
    title: "A number that is nobody's id is answered with 404 and an error with its status and a detail",
    covers: ["7644-3.12-01", "7644-3.12-02", "7644-3.12-04", "7644-3.12-08"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const read = await get(t.client, `/Users/00${digits(t, 15)}`);
      answered(t, read).status(404).filled("detail").reads("status", "404").schema(ERROR);
    },
    mutants: {
      "breaks at a number that is no id": on(ONE_USER, answerInstead(500)),
      ...wordless(ONE_USER),
      ...misstated(ONE_USER),
    },
  }),

  rule({
    id: "okta-spec/useless-token-is-explained",
    title: "A look-up with a useless token is answered with 401 and an error with its status and a detail",
    covers: ["7644-3.12-01", "7644-3.12-02", "7644-3.12-04", "7644-3.12-06"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const filter = `userName eq "${t.given.userName().toUpperCase()}"`;
      // Okta sends a word without any scheme before it.
      const headers = { authorization: "non-token" };
      const refused = await get(t.client, "/Users", { query: { filter }, headers });
      answered(t, refused).status(401).filled("detail").reads("status", "401").schema(ERROR);
    },
    mutants: {
      "answers 403 to a useless token": on(LOOK_UP, answerInstead(403)),
      ...wordless(LOOK_UP),
      ...misstated(LOOK_UP),
    },
  }),
];
