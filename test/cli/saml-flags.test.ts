import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { certificateAs, issueCertificate, type SigningKey } from "../../saml/index.ts";
import { folder, scimproof } from "./scimproof.ts";

const LOCAL = "http://127.0.0.1:9/scim/v2";
const ACS = "http://127.0.0.1:9/saml2";
const DAY = 86_400_000;
const RUN = ["run", LOCAL, "--profile", "8x8", "--rule", "saml"];

let place: string;
let key: SigningKey;
let other: SigningKey;

function file(name: string, content: string | Uint8Array): string {
  const path = join(place, name);
  writeFileSync(path, content);
  return path;
}

beforeAll(async () => {
  place = folder();
  const dates = { notBefore: Date.now() - DAY, notAfter: Date.now() + DAY };
  key = await issueCertificate({ commonName: "idp", ...dates });
  other = await issueCertificate({ commonName: "other", ...dates });
});

/** The four flags, some of them changed or left out. */
function flags(changes: Record<string, string | undefined> = {}): string[] {
  const given: Record<string, string | undefined> = {
    "--saml-acs": ACS,
    "--saml-audience": "urn:sp",
    "--saml-key": file("idp.key", key.privateKey),
    "--saml-cert": file("idp.pem", key.certificate),
    ...changes,
  };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
}

/** Refused before anything is sent: exit 2, a reason, nothing on standard output, and nothing of a key. */
async function refusal(args: string[]): Promise<string> {
  const { code, stdout, stderr } = await scimproof(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  for (const { privateKey } of [key, other])
    for (const line of privateKey.split("\n").slice(1, -2)) expect(stderr).not.toContain(line);
  return stderr;
}

describe("the flags of a SAML sign-in", () => {
  it.each([
    [
      "one without the others",
      { "--saml-key": undefined, "--saml-cert": undefined },
      /--saml-acs needs beside it: --saml-key, --saml-cert/,
    ],
    [
      "an issuer alone",
      { "--saml-acs": undefined, "--saml-audience": undefined, "--saml-issuer": "urn:idp" },
      /needs beside it: --saml-acs, --saml-audience/,
    ],
    ["an ACS that is no URL", { "--saml-acs": "sp.example/saml2" }, /--saml-acs takes a URL such as/],
    [
      "an ACS with credentials",
      { "--saml-acs": "https://ann:canary@sp.example/saml2" },
      /--saml-acs carries credentials/,
    ],
    ["an ACS with a fragment", { "--saml-acs": `${ACS}#top` }, /--saml-acs has a fragment/],
    ["an empty audience", { "--saml-audience": " " }, /--saml-audience is empty/],
    [
      "a key file that is not there",
      { "--saml-key": "/nowhere/idp.key" },
      /--saml-key: \/nowhere\/idp\.key cannot be read \(ENOENT\)/,
    ],
    ["a start that is no URL", { "--saml-start": "login" }, /--saml-start takes a URL/],
  ] as [string, Record<string, string | undefined>, RegExp][])("are refused: %s", async (_what, changes, told) => {
    const said = await refusal([...RUN, ...flags(changes)]);
    expect(said).toMatch(told);
    expect(said).not.toContain("canary");
  });

  it("are refused where a file holds something else than it should", async () => {
    const certificate = file("certificate.key", key.certificate);
    expect(await refusal([...RUN, ...flags({ "--saml-key": certificate })])).toMatch(
      /holds no private key that can be read/,
    );
    const both = file("both.pem", key.certificate + key.privateKey);
    expect(await refusal([...RUN, ...flags({ "--saml-cert": both })])).toMatch(
      /holds no single certificate.*private-key/,
    );
    const bundle = file("bundle.p7b", certificateAs(key.certificate, "pkcs7"));
    expect(await refusal([...RUN, ...flags({ "--saml-cert": bundle })])).toMatch(/holds no single certificate.*pkcs7/);
    const stranger = file("other.pem", other.certificate);
    expect(await refusal([...RUN, ...flags({ "--saml-cert": stranger })])).toMatch(
      /--saml-key and --saml-cert are no pair/,
    );
  });

  it("are refused beside the bundled simulator, which is told by its own console whom to trust", async () => {
    const said = await refusal(["run", "sim", "--rule", "saml", ...flags()]);
    expect(said).toMatch(/the bundled simulator is made to trust a key by its own console/);
  });

  it("do not repeat a key that was given instead of its file", async () => {
    const said = await refusal([...RUN, ...flags({ "--saml-key": key.privateKey })]);
    expect(said).toMatch(/--saml-key takes the path of a file, and not what it holds/);
  });

  it("ask for --allow-writes where a sign-in begins on another host", async () => {
    const start = { "--saml-start": "https://start.example.invalid/", "--saml-subject": "ann" };
    const { code, stderr } = await scimproof([...RUN, ...flags(start), "--json"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/start\.example\.invalid is not on this machine/);
  });

  it("ask for --allow-writes where responses go to another host", async () => {
    const args = [...RUN, ...flags({ "--saml-acs": "https://sso.example.invalid/saml2", "--saml-subject": "ann" })];
    const { code, stderr } = await scimproof([...args, "--json"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/sso\.example\.invalid is not on this machine: only rules that read are judged/);
  });
});
