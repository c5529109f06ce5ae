import { describe, expect, it } from "vitest";
import type { BehaviourChange } from "../../../engine/index.ts";
import { bo, provisioned, WIDE, type Wired, wired } from "../../../test/idp/entra.ts";
import { type CycleCounts, conforming, type EntraDecisions } from "./decisions.ts";
import { entra } from "./entra.ts";
import { configured } from "./settings.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Runs a job whose token is refused from the first cycle on, until it is held back. */
async function refused(
  changes: BehaviourChange<EntraDecisions>[] = [],
): Promise<Wired & { person: string; token: string }> {
  const wire = wired({ notify: "admin@contoso.example", changes });
  const person = await provisioned(wire);
  await wire.admin.scim.regenerate();
  const { token } = await wire.admin.scim.save();
  wire.client.directory.change(person, { title: "Lead" });
  await wire.client.settle();
  return { ...wire, person, token: String(token) };
}

/** An Entra over a service provider that answers everything in one way but empty lists for look-ups. */
function over(
  answer: () => Response | Promise<Response>,
  people: number,
  changes: BehaviourChange<EntraDecisions>[] = [],
): ReturnType<typeof entra> {
  const client = entra({
    changes,
    baseUrl: "https://sp.example/scim/v2",
    timeoutMs: 20,
    provider: async ({ method }) => (method === "GET" ? Response.json({ totalResults: 0, Resources: [] }) : answer()),
  });
  for (let number = 0; number < people; number++)
    client.directory.assign(client.directory.add({ userName: `p${number}` }).id);
  return client;
}

describe("a job", () => {
  it("sends nothing about people before it is switched on, and nothing after it is switched off", async () => {
    const { client, sent, forget } = wired();
    const { id } = client.directory.add(bo);
    client.directory.assign(id);
    await client.settle();
    await client.advance(DAY);
    expect(sent).toEqual([]);
    await client.start();
    await client.settle();
    await client.stop();
    forget();
    client.directory.change(id, { title: "Lead" });
    await client.settle();
    await client.advance(DAY);
    expect([sent, client.health()]).toEqual([[], { state: "off" }]);
    await client.start();
    await client.settle();
    expect(client.events.at(-1)).toMatchObject({ operation: "update", outcome: "success" });
  });

  it("is not switched on with a token that is refused", async () => {
    const { client, sent } = wired({ token: "wrong" });
    await client.start();
    expect(client.health()).toMatchObject({ state: "off", cause: { code: "CredentialValidationUnavailable" } });
    expect(client.events).toMatchObject([{ operation: "test", outcome: "failure", status: 401 }]);
    await client.settle();
    expect(sent).toHaveLength(1);
  });

  it("runs every 40 minutes, first about everybody and then about who has changed", async () => {
    const wire = wired();
    const ids = [
      wire.client.directory.add(bo).id,
      wire.client.directory.add({ ...bo, userName: "c@contoso.example" }).id,
    ];
    for (const id of ids) wire.client.directory.assign(id);
    await wire.client.start();
    await wire.client.settle();
    expect(wire.client.events.filter(({ operation }) => operation === "create")).toHaveLength(2);
    wire.client.directory.change(ids[0]!, { title: "Lead" });
    wire.forget();
    await wire.client.advance(39 * MINUTE);
    expect(wire.sent).toEqual([]);
    await wire.client.advance(MINUTE);
    expect(wire.sent.map((each) => (typeof each === "string" ? each : each[0]))).toEqual([
      "GET /Users/{id}",
      "PATCH /Users/{id}",
    ]);
  });

  it("is held back at once when its token is refused, mails, tries once a day and is disabled after four weeks", async () => {
    const { client, sent, forget } = await refused();
    expect(client.health()).toEqual({
      state: "quarantine",
      cause: {
        code: "EncounteredQuarantineException",
        message: expect.stringMatching(/^SystemForCrossDomainIdentityManagementInvalidCredentials: .*Unauthorized/),
      },
    });
    expect(client.events.at(-1)).toMatchObject({ operation: "update", outcome: "failure", status: 401 });
    forget();
    await client.advance(27 * DAY);
    expect([sent.length, client.health().state]).toEqual([27, "quarantine"]);
    await client.advance(DAY);
    expect(client.health()).toMatchObject({ state: "disabled", cause: { code: "EncounteredQuarantineException" } });
    await client.advance(DAY);
    expect(sent).toHaveLength(27);
    expect(client.mails.map(({ to, subject }) => `${to}: ${subject}`)).toEqual([
      "admin@contoso.example: Provisioning to 8x8 is in quarantine",
      "admin@contoso.example: Provisioning to 8x8 was disabled",
    ]);
  });

  it("is let go by a token that is taken, and does what was left undone", async () => {
    const { client, admin, person, token } = await refused();
    await client.changeToken("wrong as well");
    expect(client.health().state).toBe("quarantine");
    await client.changeToken(token);
    expect(client.health()).toEqual({ state: "running" });
    await client.advance(0);
    expect(client.events.at(-1)).toMatchObject({ operation: "update", outcome: "success" });
    expect(await admin.user.get({ id: client.linked(person)! })).toMatchObject({ title: "Lead" });
  });

  it("leaves quarantine by a cycle that goes well", async () => {
    let expired = true;
    const wire = wired({}, WIDE, async (request, next) =>
      expired && request.method === "POST" ? new Response(null, { status: 401 }) : next(request),
    );
    await provisioned(wire);
    expect(wire.client.health().state).toBe("quarantine");
    expired = false;
    await wire.client.advance(DAY);
    expect(wire.client.health()).toEqual({ state: "running" });
    expect(wire.client.events.at(-1)).toMatchObject({ operation: "create", outcome: "success" });
  });

  it("goes on at full rate when a mutant never holds it back", async () => {
    const never = (): Partial<EntraDecisions> => ({
      quarantineAtOnce: () => undefined,
      quarantineByCount: () => undefined,
    });
    const { client } = await refused([never]);
    expect(client.health()).toEqual({ state: "running" });
  });

  it.each([
    [{ processed: 5000, failed: 4999, waiting: 4999 }, false],
    [{ processed: 12_499, failed: 5000, waiting: 5000 }, true],
    [{ processed: 12_500, failed: 5000, waiting: 5000 }, false],
    [{ processed: 200_000, failed: 40_000, waiting: 40_000 }, false],
    [{ processed: 200_000, failed: 40_000, waiting: 40_001 }, true],
  ])("that fails for %o is held back: %s", (counts, held) => {
    const { quarantineByCount } = conforming(configured({ baseUrl: "", provider: async () => new Response() }));
    expect(quarantineByCount(counts)?.code).toBe(held ? "EncounteredEscrowProportionThreshold" : undefined);
  });

  it("is held back by what a whole cycle came to", async () => {
    const counted: CycleCounts[] = [];
    const client = over(() => new Response(null, { status: 400 }), 4, [
      () => ({
        quarantineByCount(counts) {
          counted.push({ ...counts });
          return { code: "EncounteredEscrowProportionThreshold", message: "too many" };
        },
      }),
    ]);
    await client.start();
    await client.settle();
    expect(counted).toEqual([{ processed: 4, failed: 4, waiting: 4 }]);
    expect(client.health()).toEqual({
      state: "quarantine",
      cause: { code: "EncounteredEscrowProportionThreshold", message: "too many" },
    });
  });

  it("mails once for people who fail anew, and not for those who fail again", async () => {
    const client = entra({
      baseUrl: "https://sp.example",
      notify: "admin@contoso.example",
      provider: async ({ method }) =>
        method === "GET" ? Response.json({ totalResults: 0, Resources: [] }) : new Response(null, { status: 500 }),
    });
    client.directory.assign(client.directory.add(bo).id);
    await client.start();
    await client.advance(6 * HOUR);
    expect(client.events.filter(({ outcome }) => outcome === "failure")).toHaveLength(10);
    expect(client.mails).toEqual([
      { at: expect.any(Number), to: "admin@contoso.example", subject: "Provisioning to 8x8 has failures" },
    ]);
  });

  it("tells when it tries again, and takes a person up earlier who changes", async () => {
    const wire = wired();
    await wire.admin.user.create(bo);
    await wire.admin.scim.setRetrieval({ retrieval: "idp-only" });
    await wire.admin.scim.save();
    const { directory } = wire.client;
    const { id } = directory.add(bo);
    directory.assign(id);
    await wire.client.start();
    await wire.client.settle();
    const now = wire.client.clock.now();
    expect(wire.client.events.at(-1)).toMatchObject({
      operation: "create",
      outcome: "failure",
      status: 409,
      retryAt: now + 6 * HOUR,
    });
    expect(wire.client.log().at(-1)).toMatchObject({
      provisioningStatusInfo: { errorInformation: { errorCode: "Conflict" } },
    });
    directory.change(id, { userName: "bo.lund@contoso.example" });
    await wire.client.settle();
    expect(wire.client.events.at(-1)).toMatchObject({ operation: "create", outcome: "success" });
  });

  it("links the user of a conflict once the service provider shows it", async () => {
    const wire = wired();
    const { id } = await wire.admin.user.create(bo);
    await wire.admin.scim.setRetrieval({ retrieval: "idp-only" });
    await wire.admin.scim.save();
    const person = wire.client.directory.add(bo).id;
    wire.client.directory.assign(person);
    await wire.client.start();
    await wire.client.settle();
    await wire.admin.scim.setRetrieval({ retrieval: "all" });
    await wire.admin.scim.save();
    await wire.client.advance(6 * HOUR);
    expect(wire.client.linked(person)).toBe(id);
  });

  it("forgets its links by a full reset and keeps them by another restart", async () => {
    const wire = wired();
    const id = await provisioned(wire);
    const before = wire.client.linked(id);
    await wire.client.restart({ fullReset: false });
    await wire.client.settle();
    expect([wire.sent, wire.client.linked(id)]).toEqual([[], before]);
    await wire.client.restart({ fullReset: true });
    expect(wire.client.linked(id)).toBeUndefined();
    await wire.client.settle();
    expect(wire.client.linked(id)).toBe(before);
  });

  it("is not switched on by a restart", async () => {
    const { client, sent } = wired();
    client.directory.assign(client.directory.add(bo).id);
    await client.restart({ fullReset: true });
    await client.settle();
    expect([client.health(), sent]).toEqual([{ state: "off" }, []]);
  });

  it("goes on from its memory and sends no change", async () => {
    const wire = wired();
    const id = await provisioned(wire);
    const memory = JSON.parse(JSON.stringify(wire.client.memory()));
    const next = entra({
      provider: wire.provider.handler,
      baseUrl: wire.provider.baseUrl,
      token: wire.provider.token,
      memory,
    });
    const { userName, ...rest } = wire.client.directory.person(id).attributes;
    next.directory.assign(next.directory.add({ userName: userName!, ...rest }, id).id);
    await next.start();
    await next.settle();
    expect(next.events).toMatchObject([{ operation: "test" }]);
    next.directory.change(id, { title: "Lead" });
    await next.settle();
    expect(next.events.at(-1)).toMatchObject({ operation: "update", changes: [{ attribute: "title", to: "Lead" }] });
  });

  it("looks people up anew when its memory is damaged", async () => {
    const wire = wired({ memory: { begun: true, users: { x: 1, y: { resource: 7 } }, groups: [] } });
    await provisioned(wire);
    expect(wire.client.events.at(-1)).toMatchObject({ operation: "create", outcome: "success" });
  });

  it("uses an edited mapping once it is saved, for everybody", async () => {
    const wire = wired();
    await provisioned(wire, bo);
    const { client, sent } = wire;
    client.setMapping([{ target: "title", source: { constant: "Agent" }, from: "test" }]);
    await client.settle();
    expect(sent).toEqual([]);
    await client.saveMappings();
    await client.settle();
    expect(client.events.at(-1)).toMatchObject({ changes: [{ attribute: "title", to: "Agent" }] });
  });

  it("does not move its clock by what is no time", async () => {
    await expect(wired().client.advance(Number.POSITIVE_INFINITY)).rejects.toThrow(RangeError);
    expect(() => wired({ keepAliveMinutes: 0 })).toThrow("keepAliveMinutes is a number above 0");
  });
});

describe("a broken service provider", () => {
  const html = (): Response => new Response("<html>Sign in</html>", { headers: { "content-type": "text/html" } });
  const cases: [string, () => Response | Promise<Response>, string][] = [
    ["answers 500", () => new Response("oops", { status: 500 }), "InternalServerError"],
    ["answers 429", () => new Response(null, { status: 429 }), "TooManyRequests"],
    ["answers 201 with an empty body", () => new Response(null, { status: 201 }), "InvalidAnchor"],
    ["answers with HTML", html, "InvalidAnchor"],
    [
      "redirects",
      () => new Response(null, { status: 302 }),
      "SystemForCrossDomainIdentityManagementServiceIncompatible",
    ],
    ["hangs", () => new Promise<Response>(() => {}), "Timeout"],
    ["breaks off", () => Promise.reject(new TypeError("terminated")), "WebExceptionProtocolError"],
  ];

  it.each(cases)("that %s is named in the log, and the cycle ends", async (_name, answer, code) => {
    const client = over(answer, 5);
    await client.start();
    await client.settle();
    expect(client.health()).toEqual({ state: "running" });
    expect(client.log().length).toBe(code === "Timeout" || code === "WebExceptionProtocolError" ? 3 : 5);
    expect(client.log()[0]).toMatchObject({
      provisioningStatusInfo: { status: "failure", errorInformation: { errorCode: code } },
    });
  });

  it.each([
    ["HTML", html],
    ["nothing", () => new Response(null, { status: 200 })],
    ["a list without resources", () => Response.json({ totalResults: 3 })],
    ["a user nobody asked for", () => Response.json({ totalResults: 1, Resources: [{ id: "7", userName: "x" }] })],
    ["401", () => new Response(null, { status: 401 })],
    ["404", () => new Response(null, { status: 404 })],
    ["503", () => new Response(null, { status: 503 })],
  ])("that answers the test with %s is not switched on", async (_name, answer) => {
    const client = entra({ baseUrl: "https://sp.example", provider: async () => answer() });
    expect(await client.testConnection()).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^InvalidCredentials: /),
    });
    await client.start();
    expect(client.health().state).toBe("off");
  });

  it("whose URL is none is not switched on", async () => {
    const client = entra({ baseUrl: "no url", provider: async () => new Response() });
    expect(await client.testConnection()).toMatchObject({ ok: false });
  });

  it("that lists a user twice gets no change", async () => {
    const user = { id: "7", userName: bo.userName };
    const wire = wired({}, WIDE, async (request, next) =>
      request.url.includes("bo%40")
        ? Response.json({ totalResults: 2, Resources: [user, { ...user, id: "8" }] })
        : next(request),
    );
    await provisioned(wire, bo);
    expect(wire.client.log()).toMatchObject([
      { provisioningStatusInfo: { errorInformation: { errorCode: "DuplicateTargetEntries" } } },
    ]);
  });

  it("that lists a user and does not have it ends after one more look", async () => {
    const user = { id: "7", userName: bo.userName };
    const wire = wired({}, WIDE, async (request, next) => {
      if (request.url.includes("bo%40")) return Response.json({ totalResults: 1, Resources: [user] });
      return request.url.endsWith("/Users/7") ? new Response(null, { status: 404 }) : next(request);
    });
    const { id } = wire.client.directory.add(bo);
    wire.client.directory.assign(id);
    await wire.client.start();
    wire.forget();
    await wire.client.settle();
    expect(wire.sent).toHaveLength(4);
    expect(wire.client.events.at(-1)).toMatchObject({ outcome: "failure", status: 404 });
  });

  it("that repeats the first page for ever is listed once", async () => {
    const page = { totalResults: 1000, Resources: [{ id: "7", userName: "x" }] };
    const client = entra({ baseUrl: "https://sp.example", provider: async () => Response.json(page) });
    expect(await client.import()).toHaveLength(1);
  });

  it("that refuses the list fails the discovery", async () => {
    const client = entra({ baseUrl: "https://sp.example", provider: async () => new Response("no", { status: 403 }) });
    await expect(client.import()).rejects.toThrow("StatusCode: Forbidden");
  });
});
