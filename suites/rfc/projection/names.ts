import fc from "fast-check";
import { answer, on, type Rule, rewriteQuery, rule, type Trial, valueAt } from "../../../engine/index.ts";
import { isAssigned } from "../same-value.ts";
import { needsShownAsSent } from "../shown-as-sent.ts";
import { expectProjected, givenShownUser, readsProjectionAs, type Shows } from "./projected.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** Judges what a GET with these `attributes` shows of a user who has every default attribute. */
async function picks(t: Trial, attributes: string, expected: Shows): Promise<void> {
  const { user, before } = await givenShownUser(t);
  await expectProjected(t, await t.client.get(user.path, { query: { attributes } }), before, expected);
}
