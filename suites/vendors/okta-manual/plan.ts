/** A case of Okta's manual test plan, by its number there. */
export interface PlannedCase {
  id: string;
  /** What it is about, in our own words. */
  about: string;
  /** The rules that look at what shows of it at the service provider. */
  rules?: readonly string[];
  /** Why none does. */
  because?: string;
}

const CONSOLE = "happens in the console of Okta alone";
const SILENT = "Okta sends nothing for it";
const SIGN_IN = "is a sign-in, not provisioning";

const connected = ["okta/connection-is-tested"];
const wrongToken = ["okta/wrong-token-is-refused", "okta/wrong-token-is-told-by-401"];
const created = ["okta/joiner-is-created"];
const changed = ["okta/mover-arrives"];
const off = ["okta/leaver-is-switched-off"];
const erased = ["okta-manual/erased-values-are-taken", "okta-manual/empty-values-are-taken"];
const linked = ["okta-manual/existing-group-is-linked"];
const joined = ["okta-manual/member-is-pushed"];
const deleted = ["okta-manual/unlinked-group-is-deleted"];

/** Every case of the plan, in its order. */
export const plan: readonly PlannedCase[] = [
  { id: "C9296", about: "a person is added", because: CONSOLE },
  { id: "C9297", about: "a group is added", because: CONSOLE },
  { id: "C9298", about: "the application is set up", because: CONSOLE },
  { id: "C9308", about: "people are added to a group", because: CONSOLE },
  { id: "C9313", about: "groups are renamed where they are linked", because: CONSOLE },
  { id: "C9314", about: "groups keep their names where they are linked", because: CONSOLE },
  { id: "C21902", about: "a redirect URI of OAuth that is not on the list", because: SIGN_IN },
  { id: "C9306", about: "provisioning is switched on", rules: connected },
  { id: "C9339", about: "provisioning is switched off", because: SILENT },
  { id: "C9340", about: "provisioning with wrong credentials", rules: wrongToken },
  { id: "C9341", about: "provisioning with another token", rules: ["okta/wrong-token-is-refused"] },
  { id: "C9342", about: "sign-in by password", because: SIGN_IN },
  { id: "C9343", about: "sign-in by SAML", because: SIGN_IN },
  { id: "C9289", about: "types of attributes", because: CONSOLE },
  { id: "C9344", about: "basic attributes", because: CONSOLE },
  { id: "C9345", about: "attributes and mapping", rules: [...created, ...changed] },
  { id: "C9299", about: "the configuration guide", because: "is a document" },
  { id: "C9290", about: "a new user is assigned", rules: created },
  { id: "C9293", about: "a user is activated again", rules: ["okta/returner-is-the-same-user"] },
  { id: "C9300", about: "a user is no longer suspended", because: SILENT },
  { id: "C9307", about: "a group is assigned", rules: ["okta-manual/assigned-group-becomes-users"] },
  { id: "C9334", about: "a user with all attributes is assigned", rules: created },
  { id: "C9335", about: "a user who is there is assigned", rules: ["okta/existing-user-is-taken-over"] },
  { id: "C9336", about: "login name and address of their own", rules: ["okta-manual/address-differs-from-login-name"] },
  { id: "C9291", about: "attributes of an assignment are changed", rules: changed },
  { id: "C9309", about: "attributes of a group are changed", rules: ["okta-manual/group-update-reaches-its-members"] },
  { id: "C9310", about: "attributes of a profile are changed", rules: changed },
  { id: "C9337", about: "values are erased", rules: erased },
  { id: "C9292", about: "a user is deactivated", rules: off },
  { id: "C9294", about: "an assignment is removed", rules: off },
  { id: "C9295", about: "a user is suspended", because: SILENT },
  { id: "C9311", about: "a group is unassigned", rules: ["okta-manual/unassigned-group-is-switched-off"] },
  { id: "C9301", about: "a password is synchronised", rules: ["okta-manual/password-of-a-create-is-taken"] },
  { id: "C9302", about: "another password is synchronised", rules: ["okta-manual/password-of-an-update-is-taken"] },
  { id: "C9303", about: "users are imported", rules: ["okta-manual/import-offers-active-users"] },
  { id: "C9304", about: "imported users are counted", rules: ["okta/import-lists-everybody"] },
  { id: "C9305", about: "an imported user is updated", rules: ["okta-manual/imported-user-is-updated"] },
  { id: "C9338", about: "groups are imported", rules: ["okta-manual/groups-are-imported"] },
  { id: "C9312", about: "a group is pushed", rules: ["okta/group-is-pushed"] },
  { id: "C9315", about: "a group is linked and renamed", rules: ["okta-manual/linked-group-is-renamed", ...linked] },
  { id: "C9316", about: "a group is pushed now", rules: ["okta-manual/push-now-overwrites-members"] },
  { id: "C9317", about: "an empty group is pushed", rules: ["okta-manual/empty-group-is-pushed"] },
  { id: "C9318", about: "a group is unlinked and deleted", rules: deleted },
  { id: "C9319", about: "a push is paused", because: SILENT },
  { id: "C9320", about: "a push goes on", rules: joined },
  { id: "C9321", about: "a group is unlinked and left", because: SILENT },
  { id: "C9322", about: "a group that was left is linked", rules: linked },
  { id: "C9323", about: "groups are pushed by a rule", rules: ["okta/group-is-pushed"] },
  { id: "C9324", about: "a rule is paused", because: SILENT },
  { id: "C9325", about: "a rule is deleted with its groups", rules: deleted },
  { id: "C9326", about: "a rule is deleted, and its groups are left", because: SILENT },
  { id: "C9327", about: "several groups are deleted", rules: deleted },
  { id: "C9328", about: "several pushes are paused", because: SILENT },
  { id: "C9329", about: "several pushes go on", rules: joined },
  { id: "C9330", about: "a group is linked and keeps its name", rules: linked },
  { id: "C9331", about: "several groups are unlinked and left", because: SILENT },
  { id: "C9332", about: "members join a group", rules: joined },
  { id: "C9333", about: "members leave a group", rules: ["okta/member-leaves-alone"] },
  { id: "C9359", about: "the service provider becomes the source of profiles", because: CONSOLE },
  { id: "C9360", about: "a profile says whose it is", because: CONSOLE },
  {
    id: "C9361",
    about: "who is deactivated there is deactivated here",
    rules: ["okta-manual/deactivation-comes-by-import"],
  },
];
