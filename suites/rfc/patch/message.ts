import { answer, on, type Rule, rule } from "../../../engine/index.ts";
import { expectUntouched } from "../untouched.ts";
import { userShowing } from "./kept.ts";
import { answersMessage, answersTo, forgives, hearsMessage } from "./mutants.ts";
import { PATCH_OP, patchOp, performedOrRefused } from "./patch-op.ts";

const deactivation = { op: "replace", path: "active", value: false };

/** The message of a PATCH: its schema and its operations (RFC 7644 §3.5.2). */
export const message: Rule[] = [
  rule({
    id: "patch/schemas-left-out",
    title: "A PATCH without schemas is either performed or refused",
    covers: ["7644-3.5.2-03"],
    level: "MUST",
    needs: ["patch"],
    answers: ["patchWithoutSchemas"],
    async probe(t) {
      const user = await userShowing(t, "active");
      const answered = await t.client.patch(user.path, { Operations: [deactivation] });
      const outcome = performedOrRefused(t, answered);
      t.observe("patchWithoutSchemas", outcome);
      if (outcome === "refused") await expectUntouched(t, user, user.before);
      else t.expect(await t.client.get(user.path)).attribute("active", false);
    },
    mutants: {
      "breaks without schemas": answersMessage((body) => !("schemas" in body), 500),
      "answers success and does nothing": on("PATCH", answer(204)),
    },
  }),
  rule({
    id: "patch/other-message-is-refused",
    title: "A PATCH whose schemas name another message is refused and changes nothing",
    covers: ["7644-3.5.2-03"],
    level: "SHOULD",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "active");
      const schemas = ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"];
      t.expect(await t.client.patch(user.path, { schemas, Operations: [deactivation] })).refused();
      await expectUntouched(t, user, user.before);
    },
    mutants: {
      "does not look at schemas": hearsMessage((body) => ({ ...body, schemas: [PATCH_OP] })),
      "answers success and does nothing": forgives,
    },
  }),
  rule({
    id: "patch/operations-are-demanded",
    title: "A PATCH without an operation is refused with 400 and changes nothing",
    covers: ["7644-3.5.2-04"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "active");
      const none = [{ schemas: [PATCH_OP] }, { ...patchOp(), Operations: {} }, patchOp()];
      for (const body of none) t.expect(await t.client.patch(user.path, body)).status(400);
      await expectUntouched(t, user, user.before);
    },
    mutants: {
      "takes an empty list for nothing to do": answersMessage(
        ({ Operations }) => Array.isArray(Operations) && Operations.length === 0,
        204,
      ),
      "takes a missing list for nothing to do": answersMessage(({ Operations }) => Operations === undefined, 204),
      "breaks on operations that are no list": answersMessage(({ Operations }) => !Array.isArray(Operations), 500),
    },
  }),
  rule({
    id: "patch/remove-needs-a-path",
    title: "A remove without a path is refused with noTarget",
    covers: ["7644-3.5.2-07", "7644-3.5.2.2-01"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "active");
      t.expect(await t.client.patch(user.path, patchOp({ op: "remove" }))).scimError(400, "noTarget");
      await expectUntouched(t, user, user.before);
    },
    mutants: {
      "takes it for nothing to do": forgives,
      "gives another reason": answersTo(({ path }) => path === undefined, 400, "invalidPath"),
    },
  }),
];
