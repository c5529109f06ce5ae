import fc from "fast-check";
import { behaves, idsOf, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8, Retrieval } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { OWN_CUSTOMER } from "../own-customer.ts";
import { assignment, type Place, pathOf, withPlace } from "../place.ts";
import { activation, employee } from "../user.ts";
import { hides } from "./hides.ts";
import { listed, provisioned, retrieve } from "./scene.ts";

/** The two ways to find users. */
export const agreement: Rule[] = [
  rule({
    id: "8x8/link/list-and-look-up-agree",
    title: "Whoever is in the list is found by a look-up, and the other way round",
    covers: ["8X8-LINK-03"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.user.create", "admin.user.delete", "admin.scim.setRetrieval", "admin.scim.save"],
    probe: (t) =>
      withPlace(t, "all", async (place) => {
        const calls = [provision(), hire(), link(), leave(), remove(), dismiss()].map((call) => fc.constant(call));
        const options = fc.constantFrom<Retrieval>("all", "idp-only").map(change);
        const real: Stage = { t, place, names: [], people: [] };
        const setup = (): { model: object; real: Stage } => ({ model: {}, real });
        // One of each kind, so that no story goes without.
        await fc.asyncModelRun(setup, [hire(), hire(), link(), provision(), leave(), provision()]);
        await t.property(
          fc.commands([...calls, options], { maxCommands: 3 }),
          async (story) => {
            await fc.asyncModelRun(setup, story);
            for (const option of ["idp-only", "all"] as const) {
              await retrieve(t, place, option);
              await expectAgreement(real, option);
            }
          },
          { runs: 2 },
        );
      }),
    mutants: {
      "sp-lookup-bypasses-retrieval-option": behaves<Decisions8x8>((conforming) => ({
        visible: (customer, user, sight) =>
          (sight === "lookup" && !user.deleted) || conforming.visible(customer, user, sight),
      })),
      "sp-list-leaves-inactive-users-out": hides(({ active }, sight) => !active && sight === "list"),
      "sp-list-leaves-linked-users-out": hides(
        ({ origin, owner }, sight) => origin === "console" && owner === "idp" && sight === "list",
      ),
    },
  }),
];

interface Person {
  id: string;
  userName: string;
  path: string;
}

/** Everybody whom a story has brought in, those who are gone included. */
interface Stage {
  t: Trial;
  place: Place;
  names: string[];
  /** Those still there, the last one last. */
  people: Person[];
}

type Command = fc.AsyncCommand<object, Stage>;

function command(title: string, act: (stage: Stage, last: Person | undefined) => Promise<unknown>): Command {
  return {
    check: () => true,
    toString: () => title,
    run: async (_model, stage) => void (await act(stage, stage.people.at(-1))),
  };
}

function joins({ names, people }: Stage, { id }: { id: string }, userName: string): void {
  names.push(userName);
  people.push({ id, userName, path: pathOf({ id }) });
}

function provision(): Command {
  return command("a create over SCIM", async (stage) => {
    const body = employee(stage.t);
    joins(stage, await provisioned(stage.t, stage.place, body), String(body["userName"]));
  });
}

function hire(): Command {
  return command("a user made in the console", async (stage) => {
    const { t, place } = stage;
    const userName = t.given.userName();
    joins(stage, await granted(admin(t).user.create({ ...place.within, userName, email: userName })), userName);
  });
}

// What cannot be reached is refused: which calls reach whom is judged elsewhere.
function link(): Command {
  return command(
    "a PUT to the last one",
    async ({ t, place }, last) => last && place.send("PUT", last.path, assignment(t, last.userName)),
  );
}

function leave(): Command {
  return command(
    "a PATCH that deactivates the last one",
    async ({ place }, last) => last && place.send("PATCH", last.path, activation(false)),
  );
}

function remove(): Command {
  return command("a DELETE of the last one", async ({ place }, last) => last && place.send("DELETE", last.path));
}

function dismiss(): Command {
  return command("a deletion of the last one in the console", async ({ t, place, people }, last) => {
    if (last === undefined) return;
    await granted(admin(t).user.delete({ ...place.within, id: last.id }));
    people.pop();
  });
}

function change(option: Retrieval): Command {
  return command(`the option becomes ${option}`, ({ t, place }) => retrieve(t, place, option));
}

/** Judges that the list and the look-ups of everybody show the same users. */
async function expectAgreement({ t, place, names }: Stage, option: Retrieval): Promise<void> {
  const inList = await listed(t, place);
  if (inList === undefined) return;
  const found: string[] = [];
  for (const name of names) {
    const lookup = await place.lookUp(name);
    t.expect(lookup).status(200).includes();
    found.push(...idsOf(lookup)!);
  }
  // Others than those of the stories may be in the list: none of them is known by name.
  const [list, lookups] = [[...inList].sort(), [...new Set(found)].sort()];
  t.expect.that(JSON.stringify(list) === JSON.stringify(lookups), {
    summary: `where ${option} is retrieved, the list shows ${list.length} users, and look-ups find ${lookups.length} of ${names.length}`,
    seen: { list, lookups },
    expected: "the same users",
  });
}
