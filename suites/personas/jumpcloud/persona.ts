import type { Trial } from "../../../engine/index.ts";
import {
  genericMapping,
  guideMapping,
  type JumpCloud,
  type JumpCloudSettings,
  jumpcloud,
  jumpcloudQuirks,
} from "../../../simulators/clients/index.ts";
import type { Product } from "../connecting.ts";
import type { Trait } from "../people.ts";
import { type Persona, started } from "../persona.ts";
import { type DescribedTarget, describedTarget, isKnown } from "../target.ts";
import { personaWire, TOKEN_OF_THE_RUN } from "../wire.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** JumpCloud with an application for the target. Nothing is sent yet but what asks for its schemas. */
export async function jumpcloudPersona(
  t: Trial,
  settings: Partial<JumpCloudSettings> = {},
): Promise<Persona<JumpCloud>> {
  const target = await describedTarget(t);
  const wire = personaWire(t);
  const table =
    target.mapping === "8x8" ? guideMapping({ displayName: true, department: "enterprise" }) : genericMapping;
  const client = jumpcloud({
    provider: wire.provider,
    baseUrl: t.client.baseUrl,
    token: TOKEN_OF_THE_RUN,
    application: "the application",
    changes: t.clientChanges,
    // Ids of people become externalIds: no two rules may give the same.
    seed: t.given.faker.number.int({ max: 2 ** 24 }),
    connector: t.options["connector"] === "custom" ? "custom" : "prebuilt",
    testUserEmail: t.given.userName(),
    mapping: table.filter((row) => isKnown(target, row.target)),
    ...settings,
  });
  return {
    name: "JumpCloud",
    client,
    wire,
    target,
    quirks: jumpcloudQuirks,
    notice: ({ reason }) => String(client.log().at(-1)?.["error_message"] ?? reason ?? "nothing"),
    reaction: () =>
      "logs the failure in Directory Insights and tries nothing again before somebody edits the person (jumpcloud/no-retry, a guess, nothing is published)",
  };
}

/** JumpCloud with an integration that was verified. */
export async function startedJumpCloud(
  t: Trial,
  settings: Partial<JumpCloudSettings> = {},
): Promise<Persona<JumpCloud>> {
  return started(t, await jumpcloudPersona(t, settings));
}

/** JumpCloud, for the rules that all products have in common. */
export const product: Product = {
  suite: "jumpcloud",
  name: "JumpCloud",
  persona: (t) => jumpcloudPersona(t),
  started: (t) => startedJumpCloud(t),
};

/** What JumpCloud maps beside name, address and login name, and the target can keep. */
export function traitsFor(t: Trial, { mapping, knows }: DescribedTarget): readonly Trait[] {
  const numbers = { first: "+14155550101", later: "+14155550102" };
  const both: Trait[] = [
    { attribute: "displayName", path: "displayName", first: "Anna Ortiz", later: "Anna Ortiz-Vale" },
    { attribute: "title", path: "title", first: "Buyer", later: "Senior buyer" },
    { attribute: "department", path: `${ENTERPRISE}:department`, first: "Sourcing", later: "Legal" },
  ];
  const others: Trait[] =
    mapping === "8x8"
      ? [
          { attribute: "employeeNumber", path: "externalId", first: t.given.name(), later: t.given.name() },
          { attribute: "locale", path: "locale", first: "en-GB", later: "de-DE" },
          { attribute: "timezone", path: "timezone", first: "Europe/London", later: "Europe/Berlin" },
          { attribute: "workPhone", path: "phoneNumbers[mobile].value", ...numbers },
        ]
      : [
          { attribute: "mobilePhone", path: "phoneNumbers[mobile].value", ...numbers },
          { attribute: "workPhone", path: "phoneNumbers[work].value", first: "+14155550111", later: "+14155550112" },
        ];
  return [...both, ...others].filter(({ path }) => knows(path));
}
