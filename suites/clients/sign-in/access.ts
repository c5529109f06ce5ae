import { decides, type Mutant, type Rule, rule } from "../../../engine/index.ts";
import type { EntraDecisions } from "../../../simulators/clients/index.ts";
import { type Product, products, type SignInDecisions } from "../../../simulators/test-idp/index.ts";
import { into, loginOf, newPerson, running } from "../entra/scene.ts";
import { expectNobody, expectUser } from "../noted.ts";
import { expectAccess, expectIn, expectNoAccess, expectNotHandedOn } from "./judging.ts";
import { SIDES, WATCHED, withIdentityProvider } from "./scene.ts";

const letsAllThrough = decides<SignInDecisions>({
  personRefusal: ({ blocked }) => (blocked ? "blocked" : undefined),
  showsTile: () => true,
});

/** Who is let through to the application. */
export const access: Rule[] = [
  rule({
    id: "clients/sign-in/jumpcloud-bound-groups",
    title: "At JumpCloud who is in no bound group has no tile and is refused; binding the group gives both",
    covers: ["8X8-SSO-09"],
    level: "MUST",
    judges: "client",
    needs: WATCHED,
    probe: (t) =>
      withIdentityProvider(t, { product: "jumpcloud" }, async (scene) => {
        const { directory } = scene;
        const group = directory.addGroup("8x8 users").id;
        const person = await scene.employee();
        await expectNoAccess(t, scene, person, "somebody in no group");
        directory.join(group, person.id);
        await expectNoAccess(t, scene, person, "somebody in a group that is not bound");
        directory.assignGroup(group);
        await expectAccess(t, scene, person, "somebody in a bound group");
        directory.leave(group, person.id);
        await expectNoAccess(t, scene, person, "somebody who left the bound group");
        directory.join(group, person.id);
        directory.unassignGroup(group);
        await expectNoAccess(t, scene, person, "somebody in a group that is bound no more");
      }),
    mutants: {
      "idp-jc-implicit-access": letsAllThrough,
      "hides the tile and leaves the door open": decides<SignInDecisions>({ personRefusal: () => undefined }),
      "shows everybody the tile": decides<SignInDecisions>({ showsTile: () => true }),
      "knows no groups": assignedOnly(),
      "goes on with whom it has let in once": rememberingWhom(),
    },
  }),

  rule({
    id: "clients/sign-in/entra-assignment",
    title: "At Entra ID who is assigned signs in, directly or through a group, and nobody else does",
    covers: ["8X8-SSO-10"],
    level: "MUST",
    judges: "client",
    needs: WATCHED,
    probe: (t) =>
      withIdentityProvider(t, { product: "entra" }, async (scene) => {
        const { directory } = scene;
        const [person, member] = [await scene.employee(), await scene.employee()];
        await expectNoAccess(t, scene, person, "somebody who is not assigned");
        directory.assign(person.id);
        await expectAccess(t, scene, person, "somebody who is assigned");
        const group = directory.addGroup("Telephony", [member.id]).id;
        await expectNoAccess(t, scene, member, "a member of a group that is not assigned");
        directory.assignGroup(group);
        await expectAccess(t, scene, member, "a member of an assigned group");
        directory.unassign(person.id);
        await expectNoAccess(t, scene, person, "somebody who is assigned no more");
      }),
    mutants: {
      "idp-entra-unassigned-sso": letsAllThrough,
      "asks for no assignment where the sign-in begins at 8x8": decides<SignInDecisions>((conforming) => ({
        personRefusal: (person, asked) => (asked === undefined ? conforming.personRefusal(person, asked) : undefined),
      })),
      "knows direct assignments only": assignedOnly(),
      "signs nobody in": decides<SignInDecisions>({ personRefusal: () => "not-assigned" }),
      "goes on with whom it has let in once": rememberingWhom(),
    },
  }),

  rule({
    id: "clients/sign-in/blocked-people",
    title: "Who is blocked or deleted in the directory is refused, whatever was assigned, and gets in again afterwards",
    covers: ["8X8-SSO-09", "8X8-SSO-10"],
    level: "MUST",
    judges: "client",
    needs: WATCHED,
    async probe(t) {
      for (const product of Object.keys(products) as Product[])
        await withIdentityProvider(t, { product }, async (scene) => {
          const { directory, idp } = scene;
          const { id } = await scene.employee();
          const person = directory.person(id);
          directory.assign(id);
          const at = `at ${idp.style.title}`;
          for (const side of SIDES) expectIn(t, await scene.visit(person, side), `somebody who is assigned ${at}`);
          directory.block(id);
          await expectNoAccess(t, scene, person, `somebody who is blocked ${at}`);
          directory.unblock(id);
          for (const side of SIDES)
            expectIn(t, await scene.visit(person, side), `somebody who is blocked no more ${at}`);
          directory.softDelete(id);
          await expectNoAccess(t, scene, person, `somebody who is deleted ${at}`);
          directory.restore(id);
          for (const side of SIDES) expectIn(t, await scene.visit(person, side), `somebody who was restored ${at}`);
        });
    },
    mutants: {
      "asks for nothing but the assignment": decides<SignInDecisions>({
        personRefusal: ({ assigned }) => (assigned === false ? "not-assigned" : undefined),
      }),
      "keeps out whom it refused once": decides<SignInDecisions>((conforming) => {
        const refused = new Set<string>();
        return {
          personRefusal(person, asked) {
            const refusal = conforming.personRefusal(person, asked);
            if (refusal !== undefined) refused.add(person.userName);
            return refused.has(person.userName) ? (refusal ?? "blocked") : undefined;
          },
        };
      }),
    },
  }),

  rule({
    id: "clients/sign-in/two-applications",
    title: "With one application for sign-in and one for provisioning, each serves those who are assigned to it",
    covers: ["8X8-SSO-05"],
    level: "MUST",
    judges: "client",
    needs: WATCHED,
    probe: (t) =>
      withIdentityProvider(t, { product: "entra" }, async (scene) => {
        const { own, directory } = scene;
        const { client } = await running(t, into(own));
        // The people are the same to both applications; each keeps assignments of its own.
        const people = [newPerson(t), newPerson(t), newPerson(t)];
        const [both, provisioned, visitor] = people.map((each) => client.directory.add(each));
        const [inBoth, , inSignIn] = people.map((each) => directory.add(each));
        for (const { id } of [both!, provisioned!]) client.directory.assign(id);
        for (const { id } of [inBoth!, inSignIn!]) directory.assign(id);
        await client.settle();
        for (const each of [both!, provisioned!])
          await expectUser(t, loginOf(each), "for who was assigned to the application for provisioning", own);
        await expectNobody(t, loginOf(visitor!), "for who was assigned to the application for sign-in alone", own);
        for (const side of SIDES) {
          expectIn(t, await scene.visit(both!, side), "who is assigned to both applications");
          const refused = await scene.visit(provisioned!, side);
          expectNotHandedOn(t, refused, "who is assigned to the application for provisioning alone");
          const { exchange, outcome } = await scene.visit(visitor!, side);
          t.expect.that(exchange !== undefined && outcome === "unknown-subject", {
            summary: "who is assigned to the application for sign-in alone is not handed on as somebody unknown",
            seen: outcome,
            expected: "unknown-subject",
          });
        }
        await expectNobody(t, loginOf(visitor!), "after a sign-in without provisioning", own);
      }),
    mutants: {
      "signs in who is assigned to the application for provisioning": letsAllThrough,
      "wants an assignment to the application for provisioning": decides<SignInDecisions>({
        personRefusal: () => "not-assigned",
      }),
      "provisions whoever is there": decides<EntraDecisions>({ inScope: () => true }),
    },
  }),
];

/** An identity provider that overlooks groups. */
function assignedOnly(): Mutant {
  return decides<SignInDecisions>((conforming) => ({
    personRefusal: (person, asked) =>
      person.assigned === "by-group" ? "not-assigned" : conforming.personRefusal(person, asked),
  }));
}

/** An identity provider that looks whether somebody is assigned at the first sign-in and never again. */
function rememberingWhom(): Mutant {
  return decides<SignInDecisions>((conforming) => {
    const known = new Set<string>();
    return {
      personRefusal(person, asked) {
        if (known.has(person.userName)) return undefined;
        const refusal = conforming.personRefusal(person, asked);
        if (refusal === undefined) known.add(person.userName);
        return refusal;
      },
    };
  });
}
