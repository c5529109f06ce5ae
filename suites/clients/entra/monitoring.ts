import fc from "fast-check";
import { decides, type Rule, rule, show, type Trial, valueAt } from "../../../engine/index.ts";
import type { Handler, JsonObject } from "../../../scim/index.ts";
import type { Entra, EntraDecisions } from "../../../simulators/clients/index.ts";
import { admin, granted } from "../../8x8/admin.ts";
import { LICENSING } from "../../8x8/licensed-user.ts";
import { OWN_CUSTOMER, withOwnCustomer } from "../../8x8/own-customer.ts";
import { knownSites } from "../../8x8/sites.ts";
import { rotated } from "../../8x8/token/scene.ts";
import { EXTENSION } from "../../8x8/user.ts";
import { expectUser } from "../noted.ts";
import { assign, DAY, into, joins, loginOf, MINUTE, provisioned, running } from "./scene.ts";

/** What the administrator is told, and what flows back (Entra tutorial, step 6; 8x8 article, Limitations). */
export const monitoring: Rule[] = [
  rule({
    id: "clients/entra/failures-are-mailed",
    title: "A failure is mailed to the address that was given for it, and without a failure there is no mail",
    covers: ["8X8-ENTRA-11"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const notify = "administrator@scimproof.example.com";
      const scene = await running(t, { notify, provider: refusing(t) });
      const { client } = scene;
      await joins(t, scene);
      expectMails(t, client, 0, "where everybody could be provisioned");
      const at = client.clock.now();
      await joins(t, scene, { title: REFUSED });
      expectMails(t, client, 1, "after the first failure");
      const [mail] = client.mails;
      t.expect.that(mail?.to === notify && mail.at >= at && /8x8/.test(mail.subject), {
        summary: "the mail about a failure goes to another address, or does not tell the application",
        seen: mail,
        expected: { to: notify, subject: "… 8x8 …" },
      });
      const silent = await running(t, { provider: refusing(t) });
      await joins(t, silent, { title: REFUSED });
      expectMails(t, silent.client, 0, "where no address was given");
    },
    mutants: {
      "idp-entra-no-failure-mail": decides<EntraDecisions>({ mail: () => undefined }),
    },
  }),

  rule({
    id: "clients/entra/log-tells-of-each-user",
    title: "The provisioning log tells of each person of a cycle whether it succeeded",
    covers: ["8X8-ENTRA-12"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t, { provider: refusing(t) });
      await t.property(
        fc.array(fc.boolean(), { maxLength: 2 }).map((more) => [true, false, ...more]),
        async (outcomes) => {
          const people = outcomes.map((good) => ({
            good,
            userName: loginOf(assign(t, scene, { title: good ? "Buyer" : REFUSED })),
          }));
          await scene.client.settle();
          for (const { good, userName } of people) {
            const entries = scene.client.log().filter((entry) => nameIn(entry) === userName);
            const statuses = entries.map((entry) => valueAt(entry, "provisioningStatusInfo.status"));
            const expected = good ? "success" : "failure";
            t.expect.that(statuses.length === 1 && statuses[0] === expected, {
              summary: `the log says ${show(statuses.join(", "))} of a person whose create was ${good ? "accepted" : "refused"}`,
              seen: statuses,
              expected: [expected],
            });
            const why = valueAt(entries[0], "provisioningStatusInfo.errorInformation.reason");
            t.expect.that(good ? why === undefined : String(why).includes("this title is not known"), {
              summary: `the log gives ${show(why)} as the reason`,
              seen: why,
              expected: good ? "none" : "what the service provider answered",
            });
          }
        },
        { runs: 3 },
      );
    },
    mutants: {
      "idp-entra-logs-failures-as-success": decides<EntraDecisions>({ logged: () => "success" }),
      "logs everything as a warning": decides<EntraDecisions>({ logged: () => "warning" }),
    },
  }),

  rule({
    id: "clients/entra/refused-credentials-quarantine",
    title:
      "Refused credentials put the application into quarantine at a lower rate; with good ones provisioning goes on",
    covers: ["8X8-ENTRA-13"],
    level: "MUST",
    judges: "client",
    needs: [OWN_CUSTOMER, "admin.scim.regenerate", "admin.scim.save"],
    probe: (t) =>
      withOwnCustomer(t, {}, async (own) => {
        const scene = await running(t, into(own));
        const { client, requests } = scene;
        await joins(t, scene);
        const token = await rotated(t, own);
        const person = assign(t, scene);
        await client.advance(60 * MINUTE);
        const { state, cause } = client.health();
        t.expect.that(state === "quarantine" && cause !== undefined, {
          summary: `an hour after the credentials were refused the application is ${state}`,
          seen: state,
          expected: "quarantine",
        });
        const before = requests.length;
        await client.advance(DAY);
        const refused = requests.slice(before).length;
        t.expect.that(refused <= 2, {
          summary: `in a day of quarantine ${refused} requests are sent`,
          seen: refused,
          expected: "one attempt or two",
        });
        await client.changeToken(token);
        await client.settle();
        t.expect.that(String(client.health().state) === "running", {
          summary: `with the new token the application is ${client.health().state}`,
          seen: client.health().state,
          expected: "running",
        });
        const renewed = {
          ...own,
          send: (method: string, path: string, body?: JsonObject) => own.send(method, path, body, token),
        };
        await expectUser(t, loginOf(person), "after the new token was saved", renewed);
      }),
    mutants: {
      "idp-entra-never-quarantines": decides<EntraDecisions>({
        quarantineAtOnce: () => undefined,
        quarantineByCount: () => undefined,
      }),
      "stays in quarantine": decides<EntraDecisions>((conforming) => {
        let asked = 0;
        return { mayStart: (tested) => asked++ === 0 && conforming.mayStart(tested) };
      }),
      "goes on at the full rate": decides<EntraDecisions>({ interval: () => 40 * MINUTE }),
    },
  }),

  rule({
    id: "clients/entra/nothing-flows-back",
    title: "Extension and phone number of 8x8 never reach the directory",
    covers: ["8X8-SYNCBACK-10"],
    level: "MUST",
    judges: "client",
    needs: LICENSING,
    async probe(t) {
      const scene = await running(t);
      const { directory } = scene.client;
      const [office] = (await knownSites(t, 1)) as [string];
      const { person, path } = await provisioned(t, scene, { office });
      const id = decodeURIComponent(path.slice("/Users/".length));
      await granted(admin(t).user.assignLicence({ id, licence: "X6" }));
      await granted(admin(t).user.setTelephony({ id, extension: "10077", phoneNumber: "+14155550199" }));
      const before = structuredClone(directory.person(person).attributes);
      directory.change(person, { title: "Head of purchasing" });
      await scene.client.settle();
      await scene.client.restart({ fullReset: true });
      await scene.client.settle();
      await scene.client.import();
      const { attributes } = directory.person(person);
      t.expect.that(JSON.stringify(attributes) === JSON.stringify({ ...before, title: "Head of purchasing" }), {
        summary: "the directory has taken something over from 8x8",
        seen: attributes,
        expected: { ...before, title: "Head of purchasing" },
      });
    },
    mutants: {
      "idp-aad-writes-back-extension": decides<EntraDecisions>({
        writesBack(resource) {
          const extension = valueAt(resource, `${EXTENSION}:extension`);
          return typeof extension === "string" ? { workPhone: extension } : {};
        },
      }),
    },
  }),
];

const REFUSED = "Nobody knows";

/** The target, where it refuses creates with a certain title. */
function refusing(t: Trial): Handler {
  return async (request) => {
    if (request.method !== "POST" || !(await request.clone().text()).includes(REFUSED)) return t.provider(request);
    const schemas = ["urn:ietf:params:scim:api:messages:2.0:Error"];
    return Response.json({ schemas, status: "400", detail: "this title is not known" }, { status: 400 });
  };
}

function nameIn(entry: JsonObject): unknown {
  return valueAt(entry, "sourceIdentity.details.userPrincipalName");
}

function expectMails(t: Trial, { mails }: Entra, count: number, when: string): void {
  t.expect.that(mails.length === count, {
    summary: `${when} ${mails.length} mails are sent`,
    seen: mails.map(({ subject }) => subject),
    expected: `${count} mails`,
  });
}
