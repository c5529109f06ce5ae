import { answer, on, type Rule, rewriteBody, rule, valueAt } from "../../../engine/index.ts";
import { userShowing } from "./kept.ts";
import { patchOp } from "./patch-op.ts";

const saysNoPatch = rewriteBody((config) => ({ ...config, patch: { supported: false } }));

/** Whether PATCH is offered, and whether it is there as announced (RFC 7644 §3.5, §4). */
export const announced: Rule[] = [
  rule({
    id: "patch/is-offered",
    title: "PATCH is offered for partial changes",
    covers: ["7644-3.5-02"],
    level: "SHOULD",
    reads: true,
    async probe(t) {
      const config = await t.given.done(() => t.client.get("/ServiceProviderConfig"));
      t.expect(config).attribute("patch.supported", true);
    },
    mutants: { "offers no PATCH": on({ method: "GET", path: /\/ServiceProviderConfig$/ }, saysNoPatch) },
  }),
  rule({
    id: "patch/is-answered-as-announced",
    title: "PATCH is performed where it is announced, and answered 501 or 405 where it is not",
    covers: ["7644-3.5.2-01", "7644-3.12-13"],
    level: "SHOULD",
    async probe(t) {
      const config = await t.given.done(() => t.client.get("/ServiceProviderConfig"));
      const user = await userShowing(t, "active");
      const answered = await t.client.patch(user.path, patchOp({ op: "replace", path: "active", value: false }));
      if (valueAt(config.response.body, "patch.supported") === true) t.expect(answered).status(200, 204);
      else t.expect(answered).status(501, 405);
    },
    mutants: {
      "performs PATCH and says it does not": on({ method: "GET", path: /\/ServiceProviderConfig$/ }, saysNoPatch),
      "says it performs PATCH and does not": on("PATCH", answer(501)),
    },
  }),
];
