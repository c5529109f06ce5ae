import {
  answerInstead,
  behaves,
  type Fault,
  type GivenUser,
  on,
  type Rule,
  rule,
  type Trial,
  valueAt,
} from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** Writes that give a user the userName of another one. */
const WRITES = [
  {
    method: "PUT",
    called: "a PUT",
    answer: "conflictByPut",
    needs: [],
    write: (t: Trial, user: GivenUser, userName: string): Promise<Exchange> =>
      t.client.put(user.path, { ...user.sent, userName }),
  },
  {
    method: "PATCH",
    called: "a PATCH",
    answer: "conflictByPatch",
    needs: ["patch"],
    write: (t: Trial, user: GivenUser, userName: string): Promise<Exchange> =>
      t.client.patch(user.path, {
        schemas: [PATCH_OP],
        Operations: [{ op: "replace", path: "userName", value: userName }],
      }),
  },
] as const;

/** A fault that gives a refused conflict another status or scimType. */
function conflictAs(status: number, scimType?: string): Fault {
  return async (request, next) => {
    const response = await next(request);
    return response.status === 409
      ? answerInstead(status, refusal(status, scimType))(request, async () => response)
      : response;
  };
}

/** Updates that a value in use forbids (RFC 7644 §3.12, RFC 7643 §7). */
export const conflicts: Rule[] = WRITES.flatMap(({ method, called, answer, needs, write }) => [
  rule({
    id: `errors/conflict-by-${method.toLowerCase()}-is-refused`,
    title: `A userName that is taken is refused by ${called} with 409 or 400, and nobody changes`,
    covers: ["7644-3.12-18", "7643-7-22"],
    level: "MUST",
    needs: [...needs],
    answers: [answer],
    async probe(t) {
      const [one, other] = await t.given.users(2);
      const before = await t.given.read(one!.path);
      const refused = await write(t, one!, other!.userName);
      t.expect(refused).status(409, 400);
      t.observe(answer, String(refused.response.status));
      t.expect(await t.client.get(one!.path))
        .status(200)
        .attribute("userName", before["userName"]);
      t.expect(await t.client.get(other!.path))
        .status(200)
        .attribute("id", other!.id);
    },
    mutants: {
      "lets two users have one name": behaves({ conflict: () => false }),
      "breaks on it": on(method, conflictAs(500)),
      "refuses it and makes the change": {
        ...behaves({ conflict: () => false }),
        ...on(method, answerInstead(409, refusal(409, "uniqueness"))),
      },
      "answers as if it were done": on(method, async (request, next) => {
        const response = await next(request.clone());
        return response.status === 409 ? next(new Request(request.url, { headers: request.headers })) : response;
      }),
    },
  }),

  rule({
    id: `errors/conflict-by-${method.toLowerCase()}-is-uniqueness`,
    title: `A userName that is taken is refused by ${called} with scimType uniqueness`,
    covers: ["7644-3.12-18"],
    level: "SHOULD",
    needs: [...needs],
    async probe(t) {
      const [one, other] = await t.given.users(2);
      const refused = await write(t, one!, other!.userName);
      if (valueAt(refused.response.body, "scimType") === "mutability")
        t.skip(`userName cannot be changed by ${called}`);
      t.expect(refused).scimError([409, 400], "uniqueness");
    },
    mutants: {
      "gives no scimType": on(method, conflictAs(409)),
      "calls it an invalidValue": on(method, conflictAs(400, "invalidValue")),
    },
  }),
]);
