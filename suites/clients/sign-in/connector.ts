import { decides, type Rule, rule } from "../../../engine/index.ts";
import type { SignInDecisions } from "../../../simulators/test-idp/index.ts";
import { expectAccess, expectNoAccess } from "./judging.ts";
import { WATCHED, withIdentityProvider } from "./scene.ts";

/** The switch of single sign-on in the connector. */
export const switchedOff: Rule[] = [
  rule({
    id: "clients/sign-in/jumpcloud-deactivation",
    title:
      "Single sign-on that is deactivated in the connector of JumpCloud and saved is confirmed, and signs nobody in",
    covers: ["8X8-JC-11"],
    level: "MUST",
    judges: "client",
    needs: WATCHED,
    probe: (t) =>
      withIdentityProvider(t, { product: "jumpcloud" }, async (scene) => {
        const { directory, idp } = scene;
        const { connector } = idp;
        const person = await scene.employee();
        directory.assignGroup(directory.addGroup("8x8 users", [person.id]).id);
        const save = (what: string): void => {
          const told = connector.save();
          t.expect.that(told !== "", {
            summary: `nothing tells that single sign-on was ${what}`,
            seen: told,
            expected: "a confirmation",
          });
        };
        await expectAccess(t, scene, person, "with single sign-on active, somebody in a bound group");
        connector.deactivate();
        await expectAccess(
          t,
          scene,
          person,
          "with single sign-on deactivated and not saved, somebody in a bound group",
        );
        save("deactivated");
        await expectNoAccess(t, scene, person, "with single sign-on deactivated, somebody in a bound group");
        connector.activate();
        await expectNoAccess(
          t,
          scene,
          person,
          "with single sign-on activated and not saved, somebody in a bound group",
        );
        save("activated");
        await expectAccess(t, scene, person, "with single sign-on active again, somebody in a bound group");
      }),
    mutants: {
      "idp-jc-sso-remains-after-deactivation": decides<SignInDecisions>({ isOn: () => true }),
      "hides the tile and goes on": decides<SignInDecisions>(() => {
        let shown = true;
        return {
          isOn(connector) {
            shown = connector.saved;
            return true;
          },
          showsTile: () => shown,
        };
      }),
      "stops before Save": decides<SignInDecisions>({ isOn: ({ saved, shown }) => saved && shown }),
      "starts before Save": decides<SignInDecisions>({ isOn: ({ saved, shown }) => saved || shown }),
      "cannot be switched on again": decides<SignInDecisions>((conforming) => {
        let stopped = false;
        return {
          isOn(connector) {
            stopped ||= !conforming.isOn(connector);
            return !stopped;
          },
        };
      }),
      "confirms nothing": decides<SignInDecisions>({ confirmation: () => "" }),
    },
  }),
];
