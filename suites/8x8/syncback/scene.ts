import { type Capability, type Trial, valueAt } from "../../../engine/index.ts";
import { type Okta, type OktaSettings, okta, oktaMinimumMapping } from "../../../simulators/clients/index.ts";
import { admin, granted } from "../admin.ts";
import { OWN_CUSTOMER, type OwnCustomer, withOwnCustomer } from "../own-customer.ts";
import { siteUrn } from "../sites.ts";

/** What setting the way back to Okta up, and giving users numbers, needs of the driver. */
export const WAY_BACK: Capability[] = [
  OWN_CUSTOMER,
  "admin.site.create",
  "admin.user.assignLicence",
  "admin.user.setTelephony",
  "admin.syncBack.set",
  "admin.syncBack.save",
  "admin.syncBack.view",
];

/** The minutes between two imports. */
export const INTERVAL = 30;

/** Skips a rule about URL and token where telephony data goes back by import alone. */
export function needsToken(t: Trial): void {
  if (t.options["syncBackTransport"] === "import")
    t.skip("telephony data goes back by import alone, as the profile says: syncBackTransport=import");
}

/** A customer whose users an Okta provisions, with the users API of that Okta for the way back. */
export interface WayBack {
  own: OwnCustomer;
  client: Okta;
  /** Where the users API of Okta listens. */
  url: string;
  /** The name of a site, which every user gets: without one there is no licence. */
  site: string;
}

/** A user whom Okta provisioned: in its directory, and at the service provider. */
export interface Licensed {
  /** The id of the person in Okta. */
  person: string;
  /** The id of the user at the service provider. */
  id: string;
}

/** Lets work be done with an Okta that imports, and whose users API can be reached. */
export async function withWayBack(
  t: Trial,
  work: (scene: WayBack) => Promise<void>,
  settings: Partial<OktaSettings> = {},
): Promise<void> {
  await withOwnCustomer(t, {}, async (own) => {
    const { name: site } = await granted(admin(t).site.create({ customer: own.id, name: t.given.name() }));
    const client = okta({
      provider: t.provider,
      baseUrl: own.baseUrl,
      token: own.token,
      changes: t.clientChanges,
      seed: 1,
      mapping: [
        ...oktaMinimumMapping,
        { target: `${siteUrn(t)}:site`, source: { attribute: "user.office" }, from: "the scene" },
      ],
      import: { intervalMinutes: INTERVAL },
      telephony: t.options["syncBackTransport"] === "import" ? "import" : "push",
      ...settings,
    });
    await client.start();
    if (client.health().state !== "running")
      t.inconclusive("Okta cannot provision into a customer that was made for it");
    const { origin, close } = await client.users.listen();
    try {
      await work({ own, client, url: origin, site });
    } finally {
      await close();
    }
  });
}

/** Gives the service provider the URL and the token of Okta, and saves. */
export async function configured(t: Trial, { own, client, url }: WayBack): Promise<void> {
  const { syncBack } = admin(t);
  await granted(syncBack.set({ customer: own.id, url, token: client.users.token()! }));
  await granted(syncBack.save({ customer: own.id }));
}

/** Assigns somebody to the application in Okta, and gives the id of the person. */
export async function assigned(t: Trial, { client, site }: WayBack): Promise<string> {
  const userName = t.given.userName();
  const { faker } = t.given;
  const { id } = client.directory.add({
    userName,
    givenName: faker.person.firstName(),
    familyName: faker.person.lastName(),
    email: userName,
    office: site,
  });
  client.directory.assign(id);
  await client.settle();
  return id;
}

/** A person whom Okta provisioned and to whom the console gave a licence. */
export async function licensed(t: Trial, scene: WayBack): Promise<Licensed> {
  const { own, client } = scene;
  const person = await assigned(t, scene);
  const id = client.linked(person) ?? t.inconclusive("Okta could not provision a person");
  await granted(admin(t).user.assignLicence({ customer: own.id, id, licence: "X6" }));
  return { person, id };
}

/** Sets extension and telephone number in the console; what is left out stays. */
export async function telephony(
  t: Trial,
  { own }: WayBack,
  { id }: Licensed,
  numbers: { extension?: string; phoneNumber?: string },
): Promise<void> {
  await granted(admin(t).user.setTelephony({ customer: own.id, id, ...numbers }));
}

/** Lets Okta import once more. */
export async function polled({ client }: WayBack, minutes: number = INTERVAL): Promise<void> {
  await client.advance(minutes * 60_000);
}

/** Whether a value stands anywhere in the profile of a person in Okta: which attribute takes it is not documented. */
export function reached({ client }: WayBack, { person }: Licensed, value: string): boolean {
  return Object.values(client.profile(person)).includes(value);
}

/** Judges that a value reached the profile of a person in Okta. Skips the rule where the profile leaves no way for it. */
export function expectReached(t: Trial, scene: WayBack, user: Licensed, value: string, what: string): void {
  if (t.options["syncBackTransport"] === "import" && t.options["extensionAttr"] === "absent")
    t.skip("telephony data goes back by import alone, and SCIM does not show it (extensionAttr=absent)");
  t.expect.that(reached(scene, user, value), {
    summary: `${what} did not reach Okta`,
    seen: scene.client.profile(user.person),
    expected: value,
  });
}

/** Judges that a value did not reach the profile of a person in Okta. */
export function expectNotReached(t: Trial, scene: WayBack, user: Licensed, value: string, why: string): void {
  t.expect.that(!reached(scene, user, value), {
    summary: `${why} telephony data reached Okta`,
    seen: scene.client.profile(user.person),
    expected: `not ${value}`,
  });
}

/** Judges that Okta can change a user at the service provider. */
export async function expectProvisioned(
  t: Trial,
  { own, client }: WayBack,
  user: Licensed,
  when: string,
): Promise<void> {
  const familyName = t.given.faker.person.lastName();
  client.directory.change(user.person, { familyName });
  await client.settle();
  const read = await own.send("GET", `/Users/${encodeURIComponent(user.id)}`);
  const seen = valueAt(read.response.body, "name.familyName");
  t.expect(read).that(seen === familyName, {
    summary: `${when} a change in Okta does not arrive`,
    seen,
    expected: familyName,
    attribute: "name.familyName",
  });
}
