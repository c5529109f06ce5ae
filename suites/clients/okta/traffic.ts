import { decides, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { OktaDecisions } from "../../../simulators/clients/index.ts";
import { GROUPS } from "../users-path.ts";
import { busyDay } from "./scene.ts";

const MINIMUM: Record<string, string> = {
  userName: "user name",
  "name.givenName": "first name",
  "name.familyName": "last name",
  "emails[0].value": "e-mail",
};

/** What holds for whatever Okta sends to 8x8: these rules judge the traffic of a real one as well. */
export const traffic: Rule[] = [
  rule({
    id: "clients/okta/creates-are-complete",
    title: "Each create carries user name, first name, last name and e-mail",
    covers: ["8X8-OKTA-05"],
    level: "MUST",
    judges: "client",
    scene: busyDay,
    applies: ({ request }) => request.method === "POST" && /^\/Users\/?$/.test(request.path),
    inspect(exchange, expect) {
      for (const [attribute, name] of Object.entries(MINIMUM)) {
        const seen = valueAt(exchange.request.body, attribute);
        expect(exchange).that(typeof seen === "string" && seen !== "", {
          summary: `a user is created without ${name}`,
          seen,
          expected: `a value of ${attribute}`,
          attribute,
        });
      }
    },
    mutants: {
      "creates people whose profile is incomplete": decides<OktaDecisions>({ lacking: () => [] }),
      "leaves the e-mail out of creates": decides<OktaDecisions>((conforming) => ({
        create: (values, context) => {
          const { emails: _emails, ...body } = conforming.create(values, context);
          return body;
        },
      })),
    },
  }),

  rule({
    id: "clients/okta/pushes-no-group",
    title: "No request creates, changes or deletes a group: the members of a group are provisioned one by one",
    covers: ["8X8-GROUP-03"],
    level: "MUST",
    judges: "client",
    scene: busyDay,
    applies: ({ request }) => request.method !== "GET",
    inspect(exchange, expect) {
      const { method, path } = exchange.request;
      expect(exchange).that(!GROUPS.test(path), {
        summary: `${method} ${path} is sent to 8x8, which has no groups`,
        seen: path,
        expected: "requests about users only",
      });
    },
    mutants: {
      "pushes assigned groups": decides<OktaDecisions>({ pushesGroup: () => true }),
    },
  }),
];
