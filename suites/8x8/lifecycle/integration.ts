import fc from "fast-check";
import { behaves, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8, IntegrationPage } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { OWN_CUSTOMER, type OwnCustomer, withOwnCustomer } from "../own-customer.ts";
import { employ, lookUp } from "../token/scene.ts";
import { employee } from "../user.ts";

/** The position of the slider: as it was saved, and as the page shows it. */
interface Slider {
  saved: boolean;
  shown: boolean;
}

interface Story {
  t: Trial;
  own: OwnCustomer;
  /** Every token that a page has shown, and the first one. */
  tokens: Set<string>;
  /** How many users the customer has. */
  users: number;
}

type Command = fc.AsyncCommand<Slider, Story>;

/** The integration through all that administrators do to it. */
export const integration: Rule[] = [
  rule({
    id: "8x8/lifecycle/integration",
    title:
      "In every history of the integration one token at most works, only while it is on and saved, and nobody is lost",
    covers: ["8X8-LIFECYCLE-08"],
    level: "MUST",
    needs: [
      OWN_CUSTOMER,
      "admin.user.list",
      ...(["enable", "save", "open", "discard", "clear", "regenerate", "disable", "setRetrieval"] as const).map(
        (verb) => `admin.scim.${verb}` as const,
      ),
    ],
    async probe(t) {
      const random = fc.commands([fc.constantFrom(...COMMANDS)], { maxCommands: 4, size: "+1" });
      await t.property(
        random,
        (beginning) =>
          withOwnCustomer(t, {}, async (own) => {
            for (const active of [true, false]) await employ(t, own, employee(t, { active }));
            const real: Story = { t, own, tokens: new Set([own.token]), users: 2 };
            const model: Slider = { saved: true, shown: true };
            await fc.asyncModelRun(() => ({ model, real }), [...beginning, ...ENDING]);
          }),
        { runs: 2 },
      );
    },
    mutants: {
      "sp-reenable-two-tokens-valid": behaves<Decisions8x8>((conforming) => {
        const revived = new Set<string>();
        return {
          saveIntegration(customer) {
            const { enabled, token } = customer.scim;
            conforming.saveIntegration(customer);
            if (!enabled && customer.scim.enabled && token !== undefined) revived.add(token.hash);
          },
          authenticate: (customer, call, customers) =>
            conforming.serves(customer) && [...revived].some((hash) => conforming.tokenMatches(hash, call.token))
              ? undefined
              : conforming.authenticate(customer, call, customers),
        };
      }),
      "sp-unsaved-switching-off-refuses": behaves<Decisions8x8>((conforming) => ({
        serves: (customer) => conforming.serves(customer) && customer.scim.draft?.enabled !== false,
      })),
      "sp-clearing-loses-users": behaves<Decisions8x8>((conforming) => ({
        saveIntegration(customer) {
          const { cleared } = customer.scim.draft ?? {};
          conforming.saveIntegration(customer);
          for (const user of [...customer.users.all()]) if (cleared && !user.active) customer.users.remove(user.id);
        },
      })),
    },
  }),
];

/** What an administrator does; `slider` tells what becomes of it. */
function command(
  title: string,
  slider: (before: Slider, t: Trial) => Slider,
  act: (t: Trial, customer: string) => Promise<IntegrationPage | undefined>,
  possible: (slider: Readonly<Slider>) => boolean = () => true,
): Command {
  return {
    check: possible,
    toString: () => title,
    async run(model, story) {
      const { t, own, tokens } = story;
      const page = await granted(act(t, own.id));
      Object.assign(model, slider(model, t));
      if (page && page.token !== null) tokens.add(page.token);
      await expectOneToken(story, model, title);
    },
  };
}

const left = ({ saved, shown }: Slider, { options }: Trial): Slider =>
  options["saveModel"] === "implicit-on-close" ? { saved: shown, shown } : { saved, shown: saved };

const ENABLE = command(
  "switch on",
  ({ saved }) => ({ saved, shown: true }),
  (t, customer) => admin(t).scim.enable({ customer, provider: "other" }),
);
const SAVE = command(
  "save",
  ({ shown }) => ({ saved: shown, shown }),
  (t, customer) => admin(t).scim.save({ customer }),
);
const CLEAR = command(
  "clear",
  ({ saved }) => ({ saved, shown: false }),
  (t, customer) => admin(t).scim.clear({ customer }),
);
const DISABLE = command(
  "switch off",
  ({ saved }) => ({ saved, shown: false }),
  (t, customer) => admin(t).scim.disable({ customer }),
);
const COMMANDS: Command[] = [
  ENABLE,
  SAVE,
  SAVE,
  CLEAR,
  DISABLE,
  command("visit the page", left, (t, customer) => admin(t).scim.open({ customer })),
  command("leave without Save", left, async (t, customer) => {
    await admin(t).scim.discard({ customer });
    return undefined;
  }),
  command(
    "renew the token",
    (slider) => slider,
    (t, customer) => admin(t).scim.regenerate({ customer }),
    ({ shown }) => shown,
  ),
  command(
    "retrieve all users",
    (slider) => slider,
    (t, customer) => admin(t).scim.setRetrieval({ customer, retrieval: "all" }),
  ),
];
/** Off and on again, and cleared and set up again: what every history ends with. */
const ENDING: Command[] = [ENABLE, SAVE, DISABLE, SAVE, ENABLE, SAVE, CLEAR, SAVE, ENABLE, SAVE];

async function expectOneToken({ t, own, tokens, users }: Story, { saved }: Slider, title: string): Promise<void> {
  let working = 0;
  for (const token of tokens) {
    const lookup = await lookUp(t, own, token);
    if (lookup.response.status === 200) working++;
    else t.expect(lookup).status(401, 403, 404);
  }
  t.expect.that(working === (saved ? 1 : 0), {
    summary: `after "${title}" ${working} of the ${tokens.size} tokens that were shown work, and the integration is ${saved ? "on" : "off"}`,
    seen: working,
    expected: saved ? 1 : 0,
  });
  const listed = await admin(t).user.list({ customer: own.id });
  t.expect.that(listed.length === users, {
    summary: `after "${title}" the console lists ${listed.length} of ${users} users`,
    seen: listed.length,
    expected: users,
  });
}
