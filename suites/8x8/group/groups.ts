import { answer, behaves, faulty, on, type Rule, rewriteBody, rule, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { expectUnchanged } from "../changes.ts";
import { expectHeld } from "../held.ts";
import { createdUser, employee, patchOp } from "../user.ts";

const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** Groups are no resources: they assign people at the identity provider, and users arrive one by one (C-11). */
export const groups: Rule[] = [
  rule({
    id: "8x8/group/no-group-is-stored",
    title: "Groups can be neither created nor changed, and none is listed",
    covers: ["8X8-GROUP-01"],
    level: "MUST",
    answers: ["groupsAnswer"],
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      const displayName = t.given.name();
      const group = { schemas: [GROUP], displayName, members: [{ value: user.id }] };
      const member = `/Groups/${t.given.faker.string.uuid()}`;

      t.expect(await t.client.post("/Groups", group)).status(403, 404, 405, 501);
      t.expect(await t.client.put(member, group)).status(403, 404, 405, 501);
      const rename = patchOp({ op: "replace", path: "displayName", value: displayName });
      t.expect(await t.client.patch(member, rename)).status(403, 404, 405, 501);
      t.expect(await t.client.delete(member)).status(403, 404, 405, 501);

      const list = await t.client.get("/Groups");
      t.expect(list).status(200, 403, 404, 405, 501);
      if (list.response.status === 200) t.expect(list).resources([]);
      t.observe("groupsAnswer", list.response.status === 200 ? "empty-list" : String(list.response.status));
      expectUnchanged(t, await t.client.get(user.path), before, "a request for groups");
    },
    mutants: {
      "sp-groups-accepted": on({ method: "POST", path: /\/Groups$/ }, async (request) => {
        const group = (await request.json()) as JsonObject;
        return Response.json({ ...group, id: "group-1", meta: { resourceType: "Group" } }, { status: 201 });
      }),
      "sp-groups-listed": on(
        { method: "GET", path: /\/Groups$/ },
        answer(200, {
          schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
          totalResults: 1,
          Resources: [{ schemas: [GROUP], id: "group-1", displayName: "Everybody" }],
        }),
      ),
      "sp-groups-crash": on({ path: /\/Groups/ }, answer(500)),
    },
  }),

  rule({
    id: "8x8/group/discovery-lists-no-group",
    title: "The list of resource types has no Group",
    covers: ["8X8-GROUP-02"],
    level: "SHOULD",
    reads: true,
    async probe(t) {
      const types = await t.client.get("/ResourceTypes");
      if (types.response.status >= 300) {
        t.expect(types).refused();
        t.skip(`there is no list of resource types: /ResourceTypes answers ${types.response.status}`);
      }
      const { body } = types.response;
      const listed = [Array.isArray(body) ? body : (valueAt(body, "Resources") ?? [])].flat();
      const group = listed.find(
        (type) =>
          valueAt(type, "name") === "Group" ||
          valueAt(type, "schema") === GROUP ||
          /^\/?Groups$/.test(String(valueAt(type, "endpoint"))),
      );
      t.expect(types).that(group === undefined, {
        summary: "the list of resource types promises groups",
        seen: group,
        expected: "User only",
      });
    },
    mutants: {
      "sp-resource-types-list-group": on(
        { method: "GET", path: /\/ResourceTypes$/ },
        rewriteBody((body) => ({
          ...body,
          totalResults: 2,
          Resources: [
            ...(body["Resources"] as JsonObject[]),
            { id: "Group", name: "Group", endpoint: "/Groups", schema: GROUP },
          ],
        })),
      ),
    },
  }),

  rule({
    id: "8x8/group/groups-of-a-user-are-ignored",
    title: "A groups member in a user is ignored, and the user written all the same",
    covers: ["8X8-GROUP-04"],
    level: "SHOULD",
    async probe(t) {
      const groups = [{ value: t.given.faker.string.uuid(), display: t.given.name() }];
      const body = employee(t, { groups });
      const created = await t.client.post("/Users", body);
      t.expect(created).status(201);
      const { path } = createdUser(t, created);
      const expectIgnored = (read: Exchange, written: JsonObject): void => {
        expectHeld(t, read, written);
        t.expect(read).lacksAttribute("groups");
      };
      expectIgnored(await t.client.get(path), body);
      const replacement = { ...body, title: "Regrouped" };
      t.expect(await t.client.put(path, replacement)).success();
      expectIgnored(await t.client.get(path), replacement);
    },
    mutants: {
      "sp-user-groups-echoed": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const settled = conforming.settle(customer, after, write);
          const groups = write.body?.["groups"];
          return groups === undefined ? settled : { ...settled, extra: { ...settled.extra, groups } };
        },
      })),
      "sp-user-with-groups-refused": on({ method: "POST", path: /\/Users$/ }, async (request, next) =>
        (await request.clone().text()).includes('"groups"') ? new Response(null, { status: 400 }) : next(request),
      ),
    },
  }),

  rule({
    id: "8x8/group/refused-groups-leave-users-alone",
    title: "Users can be provisioned after requests for groups have failed",
    covers: ["8X8-GROUP-06"],
    level: "SHOULD",
    async probe(t) {
      const group = { schemas: [GROUP], displayName: t.given.name(), members: [] };
      for (let attempt = 1; attempt <= 3; attempt++) {
        const { status } = (await t.client.post("/Groups", group)).response;
        if (status < 300) t.skip(`a request for groups does not fail: POST /Groups answered ${status}`);
      }
      const body = employee(t);
      const created = await t.client.post("/Users", body);
      t.expect(created).status(201);
      const { path } = createdUser(t, created);
      t.expect(await t.client.put(path, { ...body, title: "Provisioned" })).success();
      t.expect(await t.client.get(path))
        .status(200)
        .attribute("title", "Provisioned");
    },
    mutants: {
      "sp-group-call-locks-integration": faulty(() => {
        let locked = false;
        return async (request, next) => {
          if (locked) return new Response(null, { status: 403 });
          const response = await next(request);
          locked = new URL(request.url).pathname.endsWith("/Groups") && response.status >= 400;
          return response;
        };
      }),
    },
  }),
];
