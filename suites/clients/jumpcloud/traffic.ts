import { decides, type Rule, rule } from "../../../engine/index.ts";
import { type Exchange, isObject } from "../../../scim/index.ts";
import type { JumpCloudDecisions } from "../../../simulators/clients/index.ts";
import { EXTENSION } from "../../8x8/user.ts";
import { GROUPS, ONE_USER, USERS } from "../users-path.ts";
import { busyDay } from "./scene.ts";

/** What holds for whatever JumpCloud sends to 8x8: these rules judge the traffic of a real one as well. */
export const traffic: Rule[] = [
  rule({
    id: "clients/jumpcloud/patches-the-status-only",
    title: "PATCH switches a user on or off and changes nothing else: attributes are changed by PUT",
    covers: ["8X8-JC-06"],
    level: "MUST",
    judges: "client",
    scene: busyDay,
    applies: ({ request }) => ["PATCH", "PUT"].includes(request.method) && ONE_USER.test(request.path),
    inspect(exchange, expect) {
      if (exchange.request.method === "PUT") return;
      const others = patchedBy(exchange).filter((attribute) => attribute.toLowerCase() !== "active");
      expect(exchange).that(others.length === 0, {
        summary: `PATCH changes ${others.join(", ")}, which 8x8 takes by PUT only`,
        seen: others,
        expected: "active",
        attribute: others[0],
      });
    },
    mutants: {
      "idp-jc-patches-attributes": decides<JumpCloudDecisions>({ updateVerb: () => "PATCH" }),
      "names a user anew where it is switched off": decides<JumpCloudDecisions>((conforming) => ({
        patchBody: (changes) => conforming.patchBody([...changes, { target: "displayName", to: "Former employee" }]),
      })),
    },
  }),

  rule({
    id: "clients/jumpcloud/no-site-no-extension",
    title: "No request carries the attributes site and extension of 8x8",
    covers: ["8X8-JC-07"],
    level: "MUST",
    judges: "client",
    scene: busyDay,
    applies: ({ request }) => USERS.test(request.path) && isObject(request.body),
    inspect(exchange, expect) {
      const named = attributesNamed(exchange).find((name) => /(?:^|[.:])(?:site|extension)$/i.test(name));
      expect(exchange).that(named === undefined, {
        summary: `${exchange.request.method} carries ${named}, which JumpCloud does not support for 8x8`,
        seen: named,
        expected: "neither site nor extension",
        attribute: named,
      });
    },
    mutants: {
      "idp-jc-sends-site": decides<JumpCloudDecisions>((conforming) => ({
        mapping: () => [
          ...conforming.mapping(),
          { target: `${EXTENSION}:site`, source: { attribute: "location" }, from: "a mutant" },
        ],
      })),
      "sends the extension of everybody": decides<JumpCloudDecisions>((conforming) => ({
        userBody: (values) => ({ ...conforming.userBody(values), extension: "4711" }),
      })),
      "sends the site where it switches a user off": decides<JumpCloudDecisions>((conforming) => ({
        patchBody: (changes) => conforming.patchBody([...changes, { target: `${EXTENSION}:site`, to: "Berlin" }]),
      })),
    },
  }),

  rule({
    id: "clients/jumpcloud/pushes-no-group",
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
      "pushes bound groups": decides<JumpCloudDecisions>({ managesGroups: () => true }),
    },
  }),
];

/** The attributes that a PATCH changes, those of an operation without a path by the keys of its value. */
function patchedBy({ request }: Exchange): string[] {
  const operations = (request.body as { Operations?: unknown } | undefined)?.Operations;
  if (!Array.isArray(operations)) return [];
  return operations.filter(isObject).flatMap(({ path, value }) => {
    if (typeof path === "string") return [withoutCoreSchema(path)];
    return isObject(value) ? Object.keys(value).map(withoutCoreSchema) : [];
  });
}

function withoutCoreSchema(path: string): string {
  return path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:User:/i, "");
}

/** Every name of an attribute in a body, at whatever depth, and the paths of operations. */
function attributesNamed({ request }: Exchange): string[] {
  const names = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(names);
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([name, inner]) => [
      name,
      ...(name.toLowerCase() === "path" && typeof inner === "string" ? [inner] : []),
      ...names(inner),
    ]);
  };
  return names(request.body);
}
