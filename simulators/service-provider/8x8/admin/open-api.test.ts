import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { type AdminDriver, AdminRefusal } from "../../../../profiles/index.ts";
import { issueCertificate } from "../../../../saml/index.ts";
import type { JsonObject } from "../../../../scim/index.ts";
import { simulatorDriver } from "../driver.ts";
import { scene } from "../test-scene.ts";
import { contract } from "./contract.ts";
import * as views from "./views.ts";

interface Described {
  operationId: string;
  summary: string;
  requestBody: unknown;
  responses: Record<string, unknown>;
}

interface Document extends JsonObject {
  openapi: string;
  paths: never;
}

const world = scene();
const ORIGIN = new URL(world.baseUrl).origin;

async function read(): Promise<Document> {
  const response = await world.handler(new Request(`${ORIGIN}/admin/api/openapi.json`));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  return (await response.json()) as Document;
}

const document = await read();
const paths = document["paths"] as unknown as Record<string, { post: Described; get: Described }>;
const operations = Object.entries(contract).flatMap(([noun, verbs]) =>
  Object.keys(verbs).map((verb) => `${noun}/${verb}`),
);

// The document is no schema itself, so its other members are let pass; the schemas in it are held to the strict mode below.
const ajv = new Ajv2020({ strict: false }).addSchema(document, "document");

function at(pointer: string): ValidateFunction {
  return ajv.getSchema(`document#${pointer}`) as ValidateFunction;
}

function pathOf(operation: string): string {
  return `/paths/${`/admin/api/${operation}`.replaceAll("/", "~1")}/post`;
}

describe("the OpenAPI document", () => {
  it("is served without the admin token, and describes every operation once", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(document["servers"]).toEqual([{ url: ORIGIN }]);
    expect(Object.keys(paths).sort()).toEqual(
      [...operations, "openapi.json"].map((path) => `/admin/api/${path}`).sort(),
    );
    const described = operations.map((operation) => paths[`/admin/api/${operation}`]!.post);
    expect(new Set(described.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { summary, requestBody, responses } of described) {
      expect(summary).toMatch(/^[A-Z]/);
      expect(requestBody).toBeDefined();
      expect(Object.keys(responses)).toContain("default");
      expect(responses["200"] ?? responses["204"]).toBeDefined();
    }
  });

  it("refers to nothing that it does not have", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g)].map(([, pointer]) => pointer!);
    expect(references.length).toBeGreaterThan(operations.length);
    for (const pointer of references) {
      const found = pointer
        .split("/")
        .slice(1)
        .reduce<unknown>((value, name) => (value as JsonObject)[name], document);
      expect(found, pointer).toBeTypeOf("object");
    }
  });

  it("has only schemas that a strict reader takes", () => {
    const strict = new Ajv2020({ strict: true });
    for (const [name, shape] of Object.entries(views)) expect(strict.validateSchema(shape), name).toBe(true);
    for (const verbs of Object.values(contract))
      for (const { input, output } of Object.values(verbs)) {
        expect(() => strict.compile(input)).not.toThrow();
        if (output !== undefined) expect(() => strict.compile(output)).not.toThrow();
      }
  });

  it("is what real requests and responses of every operation hold to", async () => {
    const met = new Set<string>();
    const driver = simulatorDriver({
      origin: ORIGIN,
      adminToken: "8x8-admin-token",
      async handler(request) {
        const operation = request.url.slice(`${ORIGIN}/admin/api/`.length);
        const sent = await request.clone().json();
        const response = await world.handler(request);
        const { responses } = paths[`/admin/api/${operation}`]!.post;
        const valid = at(`${pathOf(operation)}/requestBody/content/application~1json/schema`);
        if (response.ok) expect(valid(sent), `${operation} takes ${JSON.stringify(sent)}`).toBe(true);
        if (response.status === 204) expect(responses["204"], operation).toBeDefined();
        else {
          const body: unknown = await response.clone().json();
          const pointer = response.ok ? `${pathOf(operation)}/responses/200/content/application~1json/schema` : PROBLEM;
          const holds = at(pointer);
          expect(holds(body), `${operation}: ${JSON.stringify(holds.errors)} in ${JSON.stringify(body)}`).toBe(true);
        }
        if (response.ok) met.add(operation);
        return response;
      },
    });
    await everything(driver);
    expect(operations.filter((operation) => !met.has(operation))).toEqual([]);
  });
});

const PROBLEM = "/components/schemas/Problem";

/** Calls every operation so that it succeeds, with values where there can be some, and a few so that they are refused. */
async function everything(admin: AdminDriver): Promise<void> {
  const { id: customer } = await admin.customer.create({
    name: "described",
    retrieval: "all",
    subscriptions: { X2: 5 },
  });
  const in_ = { customer };
  await admin.customer.get(in_);
  const site = await admin.site.create({ ...in_, name: "Lyon" });
  const spare = await admin.site.create({ ...in_, name: "Nice" });
  await admin.site.rename({ ...in_, site: site.id, name: "Lyon-Sud" });
  await admin.site.list(in_);
  await refused(admin.site.create({ ...in_, name: "Nice" }), "site-name-taken");
  await admin.site.delete({ ...in_, site: spare.id });

  const id = await world.user({ userName: "owned@example.com" });
  await world.scim("GET", "/Users/none", undefined, "wrong");
  await admin.user.get({ id });
  await admin.user.get({ userName: "nobody" });
  expect(await admin.user.edit({ id, fields: { userName: "other" } })).toEqual({ userName: "locked" });
  await admin.user.edit({ id, fields: { userName: "other", title: "Lead" }, route: "csv" });
  expect(await admin.user.setActive({ id, active: false })).toBe("locked");
  const ann = { ...in_, id: (await admin.user.create({ ...in_, userName: "ann", password: "correct horse" })).id };
  expect(await admin.user.assignLicence({ ...ann, licence: "X2" })).toBe("invalid");
  expect(await admin.user.setTelephony({ ...ann, extension: "2001" })).toBe("invalid");
  await admin.user.setActive({ ...ann, active: true });
  await admin.user.setFederationId({ ...ann, federationId: "ann@idp.example" });
  await admin.user.assignSite({ ...ann, site: site.id });
  await refused(admin.site.delete({ ...in_, site: site.id }), "site-not-empty");
  await admin.user.assignLicence({ ...ann, licence: "X2" });
  await admin.user.setTelephony({ ...ann, extension: "2001", phoneNumber: null });
  await admin.user.bulkAssignLicence({ ...in_, users: [ann.id, "none"], licence: "X2" });
  await admin.user.bulkAssignLicence({ ...in_, csv: "ann,X2" });
  await admin.user.setPassword({ ...ann, password: "correct horse" });
  await admin.user.setDirectoryVisible({ ...ann, directoryVisible: true });
  await admin.user.setProfile({ ...ann, profile: "Reception" });
  await admin.user.setCostCenter({ ...ann, costCenter: "4711" });
  await admin.user.setPicture({ ...ann, picture: null });
  await admin.user.list({ ...in_, prefix: "a", owner: "none" });

  await admin.session.open({ ...in_, userName: "ann", password: "wrong", app: "other" });
  const { session } = await admin.session.open({ ...in_, userName: "ann", password: "correct horse" });
  await admin.session.check({ ...in_, session: session!.id });
  await admin.session.end({ ...in_, session: session!.id });
  await admin.session.list({ ...in_, id: ann.id });
  await admin.call.try({ ...ann, direction: "incoming", emergency: false });
  for (const surface of ["work-company", "desk-phone", "console-list"] as const)
    await admin.directory.view({ ...(surface === "console-list" ? {} : in_), surface });
  await admin.user.removeLicence(ann);

  await admin.scim.open(in_);
  await admin.scim.enable({ ...in_, provider: "okta" });
  await admin.page.identity(in_);
  await admin.scim.setRetrieval({ ...in_, retrieval: "idp-only" });
  await admin.scim.regenerate(in_);
  await admin.scim.save(in_);
  await admin.scim.disable(in_);
  await admin.scim.clear(in_);
  await admin.scim.discard(in_);
  await admin.scim.recentErrors();
  await refused(admin.syncBack.set({ ...in_, url: "company.okta.example" }), "invalid-value");
  await admin.syncBack.set({ ...in_, url: "https://company.okta.example", token: "00secret" });
  await admin.syncBack.generateSecret(in_);
  await admin.syncBack.save(in_);
  await admin.syncBack.view(in_);
  await admin.syncBack.clear(in_);
  await admin.sso.open(in_);
  await admin.sso.enable({ ...in_, provider: "okta" });
  await admin.sso.setUrls({ ...in_, signInUrl: "https://idp.example/sso", issuer: "urn:idp", signOutUrl: null });
  await refused(admin.sso.save(in_), "sso-incomplete");
  await refused(admin.sso.attachCertificate({ ...in_, content: "" }), "certificate-empty");
  const { certificate } = await issueCertificate({
    commonName: "described",
    notBefore: Date.parse("2026-01-01"),
    notAfter: Date.parse("2027-01-01"),
  });
  await admin.sso.attachCertificate({ ...in_, content: Buffer.from(certificate).toString("base64"), name: "8x8.cer" });
  await admin.sso.setMapping({ ...in_, mapping: "username" });
  await admin.sso.save(in_);
  await admin.page.identity(in_);
  await admin.session.open({ ...in_, userName: "ann", password: "correct horse" });
  await admin.sso.disable(in_);
  await admin.sso.view(in_);
  await admin.signIn.attempts(in_);
  await admin.page.home(in_);
  await admin.page.users();
  await admin.page.user({ id });
  await admin.page.sites(in_);
  await admin.user.delete(ann);
  await admin.customer.setPlatform({ ...in_, platform: "account-manager" });
  await admin.page.identity(in_);
  await refused(admin.scim.enable(in_), "scim-not-offered");
  await admin.audit.list(in_);
  await admin.audit.list();
  await admin.customer.list();
  await admin.state.import({ state: await admin.state.export() });
  await admin.clock.advance({ minutes: 1 });
  await admin.clock.now();
  await admin.customer.delete({ customer });
  await refused(admin.customer.delete({ customer: "simulator" }), "first-customer");
}

async function refused(attempt: Promise<unknown>, code: string): Promise<void> {
  const cause = await attempt.catch((error: unknown) => error);
  expect(cause).toBeInstanceOf(AdminRefusal);
  expect(cause).toMatchObject({ code });
}
