import type { Quirk } from "../quirk.ts";

const SCIM = "Okta developer documentation, SCIM 2.0 reference";
const SCIM_1 = "Okta developer documentation, SCIM 1.1 reference";
const CONCEPTS = "Okta developer documentation, SCIM concepts";
const FAQ = "Okta developer documentation, SCIM FAQs";
const TEST_PLAN = "Okta OIN SCIM 2.0 manual test plan";
const LAB = "a public lab write-up with captures of an integrator organisation";
const CAPTURES = "oktadeveloper/okta-blog-archive#1956, captures in the review";
const EVENTS = "Okta developer documentation, event types";
const GUIDE = "8x8 SCIM guide for Okta";

/** What is known of Okta on the wire: each habit with its source, and the setting that turns it on or off. */
export const oktaQuirks: readonly Quirk[] = [
  {
    id: "okta/test-of-two",
    sends: "the credentials are tested by a page of two users",
    mark: "documented",
    source: `${SCIM_1}, test of API credentials; seen for SCIM 2.0 in ${LAB}`,
  },
  {
    id: "okta/test-of-groups",
    sends: "with the import of groups on, the credentials are tested by a page of a hundred groups too",
    mark: "documented",
    source: `${SCIM_1}, test of API credentials`,
    switch: "importGroups=true",
  },
  {
    id: "okta/test-on-save",
    sends: "saving the page To App tests the credentials again",
    mark: "observed",
    source: LAB,
  },
  {
    id: "okta/headers",
    sends:
      "every request names Okta SCIM Client 1.0.0, accepts application/scim+json, utf-8 and gzip,deflate, and keeps alive",
    mark: "documented",
    source: `${SCIM}; ${CAPTURES}`,
  },
  {
    id: "okta/charset-on-writes",
    sends: "a body is application/scim+json; charset=utf-8, and a GET has no Content-Type",
    mark: "observed",
    source: CAPTURES,
  },
  {
    id: "okta/raw-token",
    sends: "the token is sent without a scheme",
    mark: "documented",
    source: "Okta developer documentation, Submit an app integration, SCIM authentication mode Header",
    switch: "authentication=header",
  },
  {
    id: "okta/basic",
    sends: "the token is user:password of Basic authentication",
    mark: "documented",
    source: "Okta developer documentation, Connect your SCIM API service with Okta",
    switch: "authentication=basic",
  },
  {
    id: "okta/refresh-once",
    sends: "an OAuth access token that is refused is refreshed, and the request is sent once more",
    mark: "documented",
    source: "Okta developer documentation, Connect your SCIM API service with Okta",
    switch: "authentication=oauth",
  },
  {
    id: "okta/percent-in-filter",
    sends: "in a filter a space is %20, a quote %22 and an @ %40",
    mark: "documented",
    source: SCIM,
  },
  {
    id: "okta/lookup-by-user-name",
    sends: "a user is looked up by userName, with a page of a hundred",
    mark: "documented",
    source: SCIM,
  },
  {
    id: "okta/email-as-identifier",
    sends: "where the e-mail is the unique identifier, the look-up names userName and has the e-mail as value",
    mark: "documented",
    source: SCIM,
    switch: "uniqueIdentifier=email",
  },
  {
    id: "okta/not-found-is-no-match",
    sends: "a look-up that is answered 404 counts as one without a match: the user is created",
    mark: "documented",
    source: SCIM,
  },
  {
    id: "okta/random-password",
    sends: "a create carries a random password though none is synchronised",
    mark: "documented",
    source: SCIM,
  },
  {
    id: "okta/empty-groups",
    sends: "a create carries an empty list of groups",
    mark: "documented",
    source: SCIM,
  },
  {
    id: "okta/external-id",
    sends: "externalId is the Okta id of the user",
    mark: "documented",
    source: SCIM,
  },
  {
    id: "okta/enterprise-when-mapped",
    sends:
      "schemas names the enterprise extension only where one of its attributes has a value; what is null is left out",
    mark: "observed",
    source: LAB,
    switch: "mapping",
  },
  {
    id: "okta/get-then-put",
    sends:
      "an update reads the user and puts the whole of it back, with the mapped attributes changed and all others echoed",
    mark: "documented",
    source: SCIM,
    switch: "family=oin-put",
  },
  {
    id: "okta/put-after-match",
    sends: "a user who was found by the look-up is read and put, and not created",
    mark: "observed",
    source: LAB,
    switch: "pushOnMatch=always",
  },
  {
    id: "okta/password-in-put",
    sends: "the random password comes again in a PUT",
    mark: "inferred",
    source: SCIM,
    switch: "passwordInPut=true",
  },
  {
    id: "okta/cleared-is-omitted",
    sends: "an attribute without a value any more is left out of the PUT, never null",
    mark: "observed",
    source: LAB,
    switch: "cleared=omit",
  },
  {
    id: "okta/cleared-is-empty",
    sends: "an attribute without a value any more is sent as an empty text",
    mark: "documented",
    source: `${TEST_PLAN}, C9337`,
    switch: "cleared=empty",
  },
  {
    id: "okta/patch-without-path",
    sends: "a user is switched off by a PATCH with a lower-case replace, no path and a Boolean",
    mark: "documented",
    source: SCIM,
    switch: "family=oin-put or oin-patch",
  },
  {
    id: "okta/patch-of-profile",
    sends: "an update reads the user and patches the changed attributes without a path",
    mark: "documented",
    source: `${FAQ}; that it has no path is inferred from the PATCH of active`,
    since: "2026",
    switch: "family=oin-patch",
  },
  {
    id: "okta/put-switches-off",
    sends: "an application of the wizard switches a user off by GET and PUT",
    mark: "documented",
    source: SCIM,
    switch: "family=aiw",
  },
  {
    id: "okta/lookup-before-reactivation",
    sends: "who is assigned again is looked up, switched on and put",
    mark: "observed",
    source: "grokability/snipe-it#14481",
  },
  {
    id: "okta/reactivation-is-checked",
    sends: "a user whom the answer does not show as active is tried again later",
    mark: "observed",
    source: "grokability/snipe-it#14481; how much later is a guess",
  },
  {
    id: "okta/create-after-hidden",
    sends:
      "where the look-up hides the inactive user, the assignment creates with the same externalId, and is stuck after 409",
    mark: "observed",
    source: "better-auth/better-auth#11111",
  },
  {
    id: "okta/suspend-is-silent",
    sends: "suspending sends nothing",
    mark: "documented",
    source: SCIM,
  },
  {
    id: "okta/delete-is-silent",
    sends: "deleting a user who is deactivated sends nothing",
    mark: "documented",
    source: CONCEPTS,
    switch: "granularDelete=false",
  },
  {
    id: "okta/granular-delete",
    sends: "deleting a user in Okta sends DELETE",
    mark: "inferred",
    source: `${EVENTS}, application.provision.user.delete`,
    since: "2026-07",
    switch: "granularDelete=true",
  },
  {
    id: "okta/assigned-before-start",
    sends: "who was assigned before provisioning was switched on is left alone until an administrator asks for it",
    mark: "observed",
    source: LAB,
  },
  {
    id: "okta/import-of-hundred",
    sends: "an import asks for pages of a hundred until totalResults is reached",
    mark: "documented",
    source: SCIM,
  },
  {
    id: "okta/page-past-the-end",
    sends: "an import asks for one page past the last, which has to be empty and not an error",
    mark: "observed",
    source: "ory/polis#4054",
    switch: "pagePastEnd=true",
  },
  {
    id: "okta/inactive-not-imported",
    sends: "users who are inactive are listed and not imported",
    mark: "documented",
    source: `${TEST_PLAN}, C9303`,
  },
  {
    id: "okta/missing-is-asked-for",
    sends: "a linked user whom the list lacks is read by its id",
    mark: "documented",
    source: SCIM,
  },
  {
    id: "okta/import-safeguard",
    sends: "an import that would take the application from more than a fifth of the users is stopped",
    mark: "documented",
    source: "Okta help centre, Import safeguard",
    switch: "importSafeguard=20",
  },
  {
    id: "okta/import-of-schema",
    sends: "importing the schema reads /ResourceTypes, then /Schemas; nothing else ever does",
    mark: "documented",
    source: FAQ,
    since: "2026-05",
  },
  {
    id: "okta/retry-after-in-seconds",
    sends: "after 429 a task waits for the whole seconds of Retry-After, each further wait is twice as long",
    mark: "documented",
    source: `${CONCEPTS}, rate limits`,
  },
  {
    id: "okta/retry-after-date-is-ignored",
    sends: "after 429 without Retry-After, or with a date, a task waits five minutes",
    mark: "documented",
    source: `${CONCEPTS}, rate limits`,
  },
  {
    id: "okta/ten-tries",
    sends: "the tenth 429 in a row ends the task",
    mark: "documented",
    source: `${CONCEPTS}, rate limits`,
  },
  {
    id: "okta/conflict-is-a-task",
    sends: "409 ends the job for that user: nothing is sent before an administrator asks for it",
    mark: "documented",
    source: SCIM,
  },
  {
    id: "okta/no-fall-back",
    sends: "a PATCH that is answered 501 is not replaced by a PUT: a task waits",
    mark: "observed",
    source: CAPTURES,
  },
  {
    id: "okta/html-is-invalid-json",
    sends: "a page of HTML is told to the administrator as invalid JSON",
    mark: "observed",
    source: "public reports of administrators",
  },
  {
    id: "okta/group-assignment-sends-users",
    sends: "a group that is assigned sends its members as users, and no group",
    mark: "documented",
    source: `${GUIDE}, Limitations`,
  },
  {
    id: "okta/group-push-by-patch",
    sends: "a pushed group is named by a PATCH with its id inside, then its members are replaced, removed and added",
    mark: "documented",
    source: `${SCIM}, groups`,
    switch: "groupPush=true family=oin-put or oin-patch",
  },
  {
    id: "okta/group-push-by-put",
    sends: "a pushed group of a wizard application is read and put with all its members",
    mark: "observed",
    source: LAB,
    switch: "groupPush=true family=aiw",
  },
];
