import { decides, type Rule, rule, show, valueAt } from "../../../engine/index.ts";
import { isObject } from "../../../scim/index.ts";
import type { EntraDecisions } from "../../../simulators/clients/index.ts";
import { GROUPS, USERS } from "../users-path.ts";
import { busyDay, operationsOf } from "./scene.ts";

/** What holds for whatever Entra ID sends to 8x8: these rules judge the traffic of a real one as well. */
export const traffic: Rule[] = [
  rule({
    id: "clients/entra/pushes-no-group",
    title:
      "No request creates, changes or deletes a group: the members of an assigned group are provisioned one by one",
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
      "idp-pushes-group-object": decides<EntraDecisions>({ pushesGroup: () => true }),
    },
  }),

  rule({
    id: "clients/entra/creates-with-a-boolean",
    title: "A create carries the account state as a Boolean",
    covers: ["8X8-ATTR-15"],
    level: "MUST",
    judges: "client",
    scene: busyDay,
    applies: ({ request }) =>
      request.method === "POST" && USERS.test(request.path) && valueAt(request.body, "active") !== undefined,
    inspect(exchange, expect) {
      const active = valueAt(exchange.request.body, "active");
      expect(exchange).that(typeof active === "boolean", {
        summary: `a create carries active as ${show(active)}`,
        seen: active,
        expected: "true or false, without quotes",
        attribute: "active",
      });
    },
    mutants: {
      "idp-entra-map-active-string": decides<EntraDecisions>((conforming) => ({
        createBody(...person) {
          const body = conforming.createBody(...person);
          return { ...body, active: body["active"] === true ? "True" : "False" };
        },
      })),
    },
  }),

  rule({
    id: "clients/entra/department-stays-in-its-extension",
    title: "No request carries a department beside the attributes of the core schema",
    covers: ["8X8-ATTR-22", "8X8-ATTR-33"],
    level: "MUST",
    judges: "client",
    scene: busyDay,
    applies: ({ request }) => USERS.test(request.path) && isObject(request.body),
    inspect(exchange, expect) {
      const { body } = exchange.request;
      const paths = operationsOf({ body }).flatMap(({ path, value }) =>
        typeof path === "string" ? [path] : isObject(value) ? Object.keys(value) : [],
      );
      const core = ["department", "urn:ietf:params:scim:schemas:core:2.0:User:department"];
      const bare = valueAt(body, "department") !== undefined || paths.some((path) => core.includes(path));
      expect(exchange).that(!bare, {
        summary: `${exchange.request.method} carries a department that is not in the enterprise extension`,
        seen: "department",
        expected: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        attribute: "department",
      });
    },
    mutants: {
      "sends the department bare when it changes": decides<EntraDecisions>((conforming) => ({
        patchBody: (changes, dialect) =>
          conforming.patchBody(
            changes.map((change) =>
              change.attribute.endsWith(":department") ? { ...change, attribute: "department" } : change,
            ),
            dialect,
          ),
      })),
      "sends the department bare when it creates": decides<EntraDecisions>((conforming) => ({
        createBody: (...person) => ({ ...conforming.createBody(...person), department: "Sourcing" }),
      })),
    },
  }),
];
