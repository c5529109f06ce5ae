import { type Rule, rule, type Trial, valueAt } from "../../../engine/index.ts";
import type { Projection } from "../../../scim/index.ts";
import { isAssigned } from "../same-value.ts";
import { needsShownAsSent } from "../shown-as-sent.ts";
import { expectProjected, givenShownUser, readsProjectionAs, type Shows, showsInstead } from "./projected.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** Judges what a GET of a new user shows with these `attributes`. */
async function expectPicked(t: Trial, attributes: string, expected: Shows): Promise<void> {
  const { user, before } = await givenShownUser(t);
  await expectProjected(t, await t.client.get(user.path, { query: { attributes } }), before, expected);
}

/** A mutant's change of the names a client gave. */
function named(change: (name: string) => string | undefined): (projection: Projection) => Projection {
  const changed = (names: string[] | undefined): string[] | undefined =>
    names?.map(change).filter((name) => name !== undefined);
  return ({ attributes, excludedAttributes }) => ({
    attributes: changed(attributes),
    excludedAttributes: changed(excludedAttributes),
  });
}

export const namesArePartedByCommas: Rule = rule({
  id: "projection/names-are-parted-by-commas",
  title: "attributes names several attributes and parts of attributes, parted by commas",
  covers: ["7644-3.9-05"],
  level: "MUST",
  probe: (t) =>
    expectPicked(t, "title,name.givenName,active", {
      shows: ["title", "name.givenName", "active"],
      lacks: ["emails", "name.familyName"],
    }),
  mutants: {
    "reads the last name only": readsProjectionAs(({ attributes }) => ({ attributes: attributes?.slice(-1) })),
    "takes the list for one name": readsProjectionAs(({ attributes }) => ({
      attributes: attributes && [attributes.join(",")],
    })),
  },
});

export const blanksAreTolerated: Rule = rule({
  id: "projection/blanks-are-tolerated",
  title: "A blank after the comma between two names does not matter",
  covers: ["7644-3.9-05"],
  level: "SHOULD",
  probe: (t) => expectPicked(t, "title, active", { shows: ["title", "active"], lacks: ["emails", "name"] }),
  mutants: {
    "takes the blank for a part of the name": readsProjectionAs(({ attributes }) => ({
      attributes: attributes?.slice(0, 1),
    })),
  },
});

export const partsArePicked: Rule = rule({
  id: "projection/parts-are-picked",
  title: "attributes shows single parts of a complex attribute, in every item of a list",
  covers: ["7644-3.9-06"],
  level: "MUST",
  async probe(t) {
    await expectPicked(t, "name.givenName", {
      shows: ["name.givenName"],
      lacks: ["name.familyName", "emails", "active"],
    });
    await expectPicked(t, "emails.value", { shows: ["emails[0].value"], lacks: ["emails[0].type", "name", "active"] });
  },
  mutants: {
    "shows the whole of a complex attribute": readsProjectionAs(named((name) => name.replace(/^name\..*/, "name"))),
    "shows whole items of a list": readsProjectionAs(named((name) => name.replace(/^emails\..*/, "emails"))),
    "does not know names of parts": readsProjectionAs(named((name) => (name.includes(".") ? undefined : name))),
  },
});

export const partsAreLeftOut: Rule = rule({
  id: "projection/parts-are-left-out",
  title: "excludedAttributes leaves out single parts of a complex attribute, in every item of a list",
  covers: ["7644-3.9-06"],
  level: "MUST",
  async probe(t) {
    const { user, before } = await givenShownUser(t);
    const read = await t.client.get(user.path, { query: { excludedAttributes: "name.givenName,emails.type" } });
    await expectProjected(t, read, before, {
      shows: ["name.familyName", "emails[0].value", "userName", "active"],
      lacks: ["name.givenName", "emails[0].type"],
    });
  },
  mutants: {
    "leaves out the whole of a complex attribute": readsProjectionAs(
      named((name) => name.replace(/^name\..*/, "name")),
    ),
    "leaves out whole items of a list": readsProjectionAs(named((name) => name.replace(/^emails\..*/, "emails"))),
    "does not know names of parts": readsProjectionAs(named((name) => (name.includes(".") ? undefined : name))),
  },
});

export const namesIgnoreCase: Rule = rule({
  id: "projection/names-ignore-case",
  title: "The letter case of names in a projection does not matter",
  covers: ["7644-3.9-07"],
  level: "MUST",
  async probe(t) {
    await expectPicked(t, "USERNAME,Name.GIVENNAME", {
      shows: ["userName", "name.givenName"],
      lacks: ["emails", "name.familyName", "active"],
    });
  },
  mutants: {
    "knows attributes in their own letter case only": readsProjectionAs(
      named((name) => (name === name.toUpperCase() ? undefined : name)),
    ),
    "knows parts in their own letter case only": readsProjectionAs(
      named((name) => (name.endsWith(".GIVENNAME") ? undefined : name)),
    ),
    "answers with the names as they were asked": showsInstead((shown, { attributes }) =>
      attributes?.includes("USERNAME") ? { ...shown, userName: null, USERNAME: shown["userName"] ?? null } : shown,
    ),
  },
});

export const namesCarryASchema: Rule = rule({
  id: "projection/names-carry-a-schema",
  title: "A projection names attributes with the URN of their schema",
  covers: ["7644-3.9-07"],
  level: "MUST",
  probe: (t) =>
    expectPicked(t, `${USER}:userName,${USER}:name.givenName`, {
      shows: ["userName", "name.givenName"],
      lacks: ["emails", "name.familyName", "active"],
    }),
  mutants: {
    "does not know URNs": readsProjectionAs(named((name) => (name.startsWith("urn:") ? undefined : name))),
    "splits a URN at its first dot": readsProjectionAs(
      named((name) => (name.startsWith("urn:") ? name.slice(0, name.indexOf(".")) : name)),
    ),
  },
});

export const extensionsAreProjected: Rule = rule({
  id: "projection/extensions-are-projected",
  title: "A projection names attributes of an extension with its URN, and its container holds those only",
  covers: ["7644-3.9-08"],
  level: "MUST",
  needs: ["enterprise"],
  answers: ["extensionUrnAlone"],
  async probe(t) {
    const { user, before } = await givenShownUser(t, {
      schemas: [USER, ENTERPRISE],
      [ENTERPRISE]: { department: "Tours", costCenter: "4130" },
    });
    const [department, costCenter] = [`${ENTERPRISE}:department`, `${ENTERPRISE}:costCenter`];
    await needsShownAsSent(t, user, department, costCenter);
    const picked = await t.client.get(user.path, { query: { attributes: department } });
    await expectProjected(t, picked, before, { shows: [department], lacks: [costCenter, "name", "emails", "active"] });
    const rest = await t.client.get(user.path, { query: { excludedAttributes: department } });
    await expectProjected(t, rest, before, { shows: [costCenter, "userName", "name"], lacks: [department] });

    // AMB-45: whether the URN alone stands for the whole extension is open.
    const whole = await t.client.get(user.path, { query: { attributes: ENTERPRISE } });
    if (whole.response.status !== 200) {
      t.expect(whole).refused();
      t.observe("extensionUrnAlone", "refused");
      return;
    }
    const shown = isAssigned(valueAt(whole.response.body, department));
    t.observe("extensionUrnAlone", shown ? "stands for its attributes" : "names nothing");
  },
  mutants: {
    "shows the whole extension": readsProjectionAs(({ attributes, excludedAttributes }) => ({
      attributes: attributes?.map((name) => name.replace(/:department$/, "")),
      excludedAttributes,
    })),
    "leaves out the whole extension": readsProjectionAs(({ attributes, excludedAttributes }) => ({
      attributes,
      excludedAttributes: excludedAttributes?.map((name) => name.replace(/:department$/, "")),
    })),
    "shows extensions whatever the projection": showsInstead((shown, _, stored) =>
      stored[ENTERPRISE] === undefined ? shown : { ...shown, [ENTERPRISE]: stored[ENTERPRISE] },
    ),
    "knows the attributes of the core schema only": readsProjectionAs(
      named((name) => (name.startsWith(ENTERPRISE) ? undefined : name)),
    ),
  },
});
