import { on, rewriteBody, type Suite, suite } from "../../../engine/index.ts";
import { connectionRule } from "../../personas/connecting.ts";
import { answersWith, refuses } from "../../personas/mutants.ts";
import { testedApplication } from "./scene.ts";
import { users } from "./users.ts";

const TEST = { method: "GET", path: /\/Users\?startIndex=1&count=2$/ };

/**
 * What the thirteen requests of Okta's CRUD test come to at a service provider, with a simulated Okta in the place of the
 * real one: of the requests, the first needs the application, seven change something in Okta, and five look at the user.
 */
export const oktaCrud: Suite = suite({
  id: "okta-crud",
  title: "Rehearsal of Okta's CRUD test",
  rules: [
    connectionRule(
      { suite: "okta-crud", name: "Okta", persona: testedApplication },
      {
        covers: ["7644-3.4.2-05", "7644-3.4.2-07"],
        hoped: "200 with a ListResponse whose totalResults is a number",
        because: "Without it there is no application in Okta, which the test looks for first.",
        mutants: {
          "writes totalResults as text": on(
            TEST,
            rewriteBody((list) => ({ ...list, totalResults: String(list["totalResults"]) })),
          ),
          "answers a list without a body": answersWith(TEST, 200, null),
          "does not know Accept-Charset": refuses(TEST, 406, ({ headers }) => headers.has("accept-charset")),
        },
      },
    ),
    ...users,
  ],
});
