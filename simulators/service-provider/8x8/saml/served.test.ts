import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import type { AdminDriver } from "../../../../profiles/index.ts";
import { listen } from "../../../node.ts";
import { type TestIdentityProvider, testIdentityProvider } from "../../../test-idp/index.ts";
import { type ServiceProvider, serviceProvider } from "../../index.ts";
import { fileOf, newKey } from "./test-scene.ts";

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

describe("single sign-on over node:http", () => {
  it("goes from the application to the identity provider and back, as a browser does it", async () => {
    let provider!: ServiceProvider;
    const server = await listen((origin) => {
      provider = serviceProvider({ profile: "8x8", origin });
      return provider.handler;
    });
    const admin = provider.driver as unknown as AdminDriver;
    const { entityId, acs } = provider.saml!;
    expect(acs).toBe(`${server.origin}/saml2`);
    let time = Date.parse(await admin.clock.now());
    const key = await newKey();
    let idp!: TestIdentityProvider;
    const idpServer = await listen((origin) => {
      idp = testIdentityProvider({
        product: "okta",
        origin,
        application: { entityId, acsUrl: acs },
        people: [{ userName: "ann", nameId: "ann@example.com" }],
        keys: [key],
        now: () => time,
      });
      return idp.handler;
    });
    closing.push(server.close, idpServer.close);
    await admin.user.create({ userName: "ann", federationId: "ann@example.com" });
    await admin.sso.enable({ provider: "okta" });
    await admin.sso.setUrls({ signInUrl: idp.urls.signIn, issuer: idp.issuer });
    await admin.sso.attachCertificate(fileOf(key.certificate));
    await admin.sso.save();
    time = Date.parse(await admin.clock.now());

    const begun = await fetch(provider.saml!.signIn, { redirect: "manual" });
    const asked = await fetch(begun.headers.get("location")!);
    const signIn = formOf(await asked.text());
    const signedIn = await fetch(signIn.action, {
      method: "POST",
      body: new URLSearchParams({ ...signIn.fields, userName: "ann" }),
    });
    const { action, fields } = formOf(await signedIn.text());
    expect(action).toBe(acs);
    const landed = await fetch(action, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
    expect([landed.status, landed.headers.get("location")]).toEqual([303, `${server.origin}/apps/work-desktop`]);
    const cookie = landed.headers.get("set-cookie")!.split(";")[0]!;
    const page = await fetch(landed.headers.get("location")!, { headers: { cookie } });
    expect(await page.text()).toContain("You are signed in as ann");
  });
});

/** The form of a page: where it goes, and its hidden fields. */
function formOf(html: string): { action: string; fields: Record<string, string> } {
  const hidden = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g);
  return {
    action: /<form method="post" action="([^"]+)">/.exec(html)![1]!,
    fields: Object.fromEntries(Array.from(hidden, ([, name, value]) => [name!, value!.replaceAll("&amp;", "&")])),
  };
}

describe("what SAML is made of", () => {
  it("is not loaded before the first request or operation that needs it", async () => {
    const root = resolve(import.meta.dirname, "../../../..");
    const script = `
      import { registerHooks } from "node:module";
      const loaded = [];
      registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
      const { serviceProvider } = await import("./simulators/index.ts");
      const { testIdentityProvider } = await import("./simulators/test-idp/index.ts");
      testIdentityProvider({ application: { entityId: "x", acsUrl: "y" } });
      const { handler, baseUrl, token, driver, saml } = serviceProvider({ profile: "8x8" });
      await handler(new Request(baseUrl + "/Users", { headers: { authorization: "Bearer " + token } }));
      await driver.sso.view();
      const heavy = () => loaded.filter((url) => /\\/(?:saml\\/(?:index|verification)|node_modules\\/(?:xml-crypto|@xmldom|@node-saml|@peculiar))/.test(url)).length;
      const before = heavy();
      await handler(new Request(saml.metadata));
      console.log(JSON.stringify([before, heavy() > 0]));`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
      cwd: root,
    });
    expect(JSON.parse(stdout)).toEqual([0, true]);
  });
});
