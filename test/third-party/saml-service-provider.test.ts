import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Run } from "../../engine/index.ts";
import { issueCertificate, type SigningKey } from "../../saml/index.ts";
import { atTheEnd, folder, scimproof } from "../cli/scimproof.ts";
import { type SamlApplicationSettings, startSamlApplication } from "./saml-service-provider.ts";

const ISSUER = "https://idp.example/metadata";
const SUBJECT = "ann@example.com";
const DAY = 86_400_000;
let key: SigningKey;
let files: { key: string; cert: string };

beforeAll(async () => {
  key = await issueCertificate({ commonName: "idp", notBefore: Date.now() - DAY, notAfter: Date.now() + 30 * DAY });
  const place = folder();
  files = { key: join(place, "idp.key"), cert: join(place, "idp.pem") };
  writeFileSync(files.key, key.privateKey);
  writeFileSync(files.cert, key.certificate);
});

/** What the command line says of an application, with all that it left behind. */
async function judged(
  settings: Partial<SamlApplicationSettings> = {},
  rules: string[] = ["saml"],
): Promise<{ code: number | null; run: Run; said: string; log: string[] }> {
  const { certificate } = key;
  const application = await startSamlApplication({ certificate, issuer: ISSUER, users: [SUBJECT], ...settings });
  atTheEnd(application.close);
  const cwd = folder();
  const { code, stdout, stderr } = await scimproof(
    [
      "run",
      new URL(application.acsUrl).origin,
      ...["--profile", "8x8", "--json", "--seed", "1"],
      ...rules.flatMap((rule) => ["--rule", rule]),
      ...["--saml-acs", application.acsUrl, "--saml-audience", application.entityId, "--saml-issuer", ISSUER],
      ...["--saml-key", files.key, "--saml-cert", files.cert],
      ...["--saml-subject", SUBJECT, "--saml-start", application.startUrl],
    ],
    { cwd },
  );
  const written = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = written.map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  return { code, run: JSON.parse(stdout), said: [stdout, stderr, ...texts].join("\n"), log: application.log };
}

const failed = ({ results }: Run): string[] =>
  results.filter(({ verdict }) => verdict === "fail").map(({ rule }) => rule);

const SIGNATURES = ["unsigned", "other-key", "signature-of", "tampered", "wrapped"].map((rule) => `8x8/saml/${rule}`);

describe("an application on node-saml", () => {
  it("is judged without false alarms, and nothing of a response or a key is kept", async () => {
    const { code, run, said, log } = await judged();
    const open = run.results.filter(({ verdict }) => verdict === "inconclusive");
    expect({ code, failed: failed(run), open, reasons: run.exit.reasons }).toEqual({
      code: 0,
      failed: [],
      open: [],
      reasons: [],
    });
    expect(run.summary.pass).toBe(27);
    // Each check was reached: the application says so itself.
    for (const reason of ["issuer", "recipient", "destination", "bearer", "replay", "unknown user", "weak algorithm"])
      expect(log).toContain(reason);

    expect(said).not.toMatch(/PRIVATE KEY|SignatureValue|<(?:\w+:)?Assertion|PD94|PHNhbWxw|PFJlc3Bvbn/);
    expect(said).toContain("SAMLResponse=***");
    for (const line of key.privateKey.split("\n").slice(1, -2)) expect(said).not.toContain(line);
  }, 120_000);

  it.each<[string, Partial<SamlApplicationSettings>, string[]]>([
    ["any audience", { library: { audience: false } }, ["8x8/saml/other-audience"]],
    ["any time", { library: { acceptedClockSkewMs: -1 } }, ["8x8/saml/out-of-time"]],
    ["a bearer who is late", { leavesOut: ["bearer"] }, ["8x8/saml/out-of-time"]],
    ["any issuer", { leavesOut: ["issuer"] }, ["8x8/saml/other-issuer"]],
    ["any recipient", { leavesOut: ["recipient"] }, ["8x8/saml/other-recipient"]],
    ["any destination", { leavesOut: ["destination"] }, ["8x8/saml/other-recipient"]],
    ["a response twice", { leavesOut: ["replay"] }, ["8x8/saml/replayed"]],
    ["SHA-1", { leavesOut: ["algorithms"] }, ["8x8/saml/weak-algorithm"]],
    ["a document type", { leavesOut: ["doctype"] }, ["8x8/saml/document-type"]],
    [
      "what anybody has signed, or nobody",
      { leavesOut: ["signature"] },
      ["unsigned", "other-key", "signature-of-another-assertion", "tampered"].map((rule) => `8x8/saml/${rule}`),
    ],
  ])(
    "is caught when it takes %s",
    async (_what, settings, expected) => {
      const { run } = await judged(settings, expected);
      expect(failed(run)).toEqual(expected);
    },
    120_000,
  );

  it("lets nobody in without a signature who should not be, also when the assertion need not be signed by itself", async () => {
    // The library then wants the frame signed, which covers the assertion as well (node-saml 5.1).
    const { run } = await judged({ library: { wantAssertionsSigned: false } }, SIGNATURES);
    expect(failed(run)).toEqual([]);
    expect(run.summary.pass).toBe(12);
  }, 120_000);
});
