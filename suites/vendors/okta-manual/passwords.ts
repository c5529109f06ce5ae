import { on, type Rule, rewriteBody, rule, type Trial, valueAt } from "../../../engine/index.ts";
import { expectSuccess, type Told } from "../../personas/finding.ts";
import { joins } from "../../personas/joins.ts";
import { ONE_USER, refuses } from "../../personas/mutants.ts";
import { startedOkta } from "../../personas/okta/persona.ts";
import { newcomer } from "../../personas/people.ts";
import { hired, linked, type Outcome, step } from "../../personas/persona.ts";
import { expectShown } from "../../personas/shown.ts";

const CREATE = { method: "POST", path: /\/Users$/ };
const PUT = { method: "PUT", path: ONE_USER };
const SECRET = "K7-of-the-service-provider";

const created: Told = { hoped: "the user is created", habits: { POST: ["okta/random-password"] } };
const updated: Told = { hoped: "the update is taken", habits: { PUT: ["okta/password-in-put"] } };

/** Judges that no answer holds a password. */
function expectNoPassword(t: Trial, { exchanges }: Outcome): void {
  for (const exchange of exchanges)
    t.expect(exchange).lacksAttribute("password").lacksAttribute("Resources[0].password");
}

/** Passwords as far as they show on the wire: whether one lets a user sign in does not. */
export const passwords: Rule[] = [
  rule({
    id: "okta-manual/password-of-a-create-is-taken",
    title: "A create with a password is taken, and no answer shows it",
    covers: ["7644-3.3-05"],
    level: "MUST",
    async probe(t) {
      const persona = await startedOkta(t);
      const outcome = await joins(persona, newcomer(t));
      expectSuccess(t, persona, outcome, created);
      expectNoPassword(t, outcome);
      const { path } = linked(t, persona, outcome.person);
      t.expect(await t.client.get(path))
        .status(200)
        .lacksAttribute("password");
    },
    mutants: {
      "refuses a create with a password": refuses(CREATE, 400, (_, body) => "password" in body),
      "answers a create with the password": on(
        CREATE,
        rewriteBody((user) => ({ ...user, password: SECRET })),
      ),
      "shows passwords to who reads a user": on(
        { method: "GET", path: ONE_USER },
        rewriteBody((user) => ({ ...user, password: SECRET })),
      ),
    },
  }),

  rule({
    id: "okta-manual/password-of-an-update-is-taken",
    title: "An update with a password is taken, and no answer shows it",
    covers: ["7644-3.5.1-02"],
    level: "MUST",
    async probe(t) {
      const persona = await startedOkta(t, { passwordInPut: true });
      const user = await hired(t, persona, newcomer(t));
      const outcome = await step(persona, () => persona.client.directory.change(user.person.id, { givenName: "Anna" }));
      if (outcome.exchanges.every(({ request }) => valueAt(request.body, "password") === undefined))
        return t.skip("this kind of application sends no password in an update");
      expectSuccess(t, persona, outcome, updated);
      expectNoPassword(t, outcome);
      await expectShown(t, persona, user, { active: true, "name.givenName": "Anna" }, outcome, updated);
    },
    mutants: {
      "refuses a PUT with a password": refuses(PUT, 400, (_, body) => "password" in body),
      "answers a PUT with the password": on(
        PUT,
        rewriteBody((user) => ({ ...user, password: SECRET })),
      ),
    },
  }),
];
