import type { Quirk } from "../quirk.ts";

const TUTORIAL = "Entra, Develop a SCIM endpoint (use-scim-to-provision-users-and-groups)";
const COMPATIBILITY = "Entra, SCIM 2.0 compliance issues (application-provisioning-config-problem-scim-compatibility)";
const KNOWN = "Entra, Known issues of provisioning (known-issues)";
const ATTRIBUTES = "Entra, Customize attribute mappings (customize-application-attributes)";
const WORKINGS = "Entra, How provisioning works (how-provisioning-works)";
const QUARANTINE = "Entra, Quarantine status (application-provisioning-quarantine-status)";
const ON_DEMAND = "Entra, Provision on demand (provision-on-demand)";
const SKIPPING = "Entra, Skip out-of-scope deletions (skip-out-of-scope-deletions)";
const DISCOVERY = "Entra, Account discovery (how-to-account-discovery)";
const SCIMSERVER = "pranems/SCIMServer, notes on traffic";
const UNPUBLISHED = "not published by Microsoft";

/** What is known of Entra ID on the wire. */
export const entraQuirks: readonly Quirk[] = [
  {
    id: "entra/probe-by-random-guid",
    sends: "Test Connection looks for a user whose matching attribute is a random GUID, and wants an empty list",
    mark: "documented",
    source: `${TUTORIAL}, Get User by query`,
  },
  {
    id: "entra/probe-of-groups",
    sends: "Test Connection also looks for a group where groups are mapped; 404 fails it",
    mark: "observed",
    source: "pranems/SCIMServer, EXECUTION_ISSUES_AND_RCA.md",
    switch: "groups=true",
  },
  {
    id: "entra/keep-alive",
    sends: "while a job runs, look-ups of a GUID as userName come every few minutes",
    mark: "observed",
    source: SCIMSERVER,
    switch: "keepAliveMinutes=5",
  },
  {
    id: "entra/schemas-of-gallery",
    sends: "an application of the gallery reads /Schemas when its page is saved; the answer may be anything",
    mark: "documented",
    source: `${TUTORIAL}, Schema discovery`,
    switch: "family=gallery",
  },
  {
    id: "entra/no-user-agent",
    sends: "requests carry no User-Agent",
    mark: "observed",
    source: "kortix-ai/suna#7297",
  },
  {
    id: "entra/no-accept",
    sends: "requests carry no Accept",
    mark: "guess",
    source: UNPUBLISHED,
  },
  {
    id: "entra/no-content-type-on-get",
    sends: "a GET carries no Content-Type; a write carries application/scim+json",
    mark: "observed",
    source: "pond/scimitar, CHANGELOG; MicrosoftDocs/azure-docs#94189",
  },
  {
    id: "entra/plus-in-filter",
    sends: "a space in a filter is written as a plus sign",
    mark: "observed",
    source: "AzureAD/SCIMReferenceCode, Postman collections; pranems/SCIMServer, web/src/utils/keepalive.test.ts",
    switch: "filterEncoding=plus",
  },
  {
    id: "entra/percent-in-filter",
    sends: "a space in a filter is written as %20",
    mark: "inferred",
    source: `${TUTORIAL}: its samples show the space itself`,
    switch: "filterEncoding=percent20",
  },
  {
    id: "entra/flag-stays-at-home",
    sends: "a flag typed behind the Tenant URL chooses the dialect and is no part of any request",
    mark: "documented",
    source: `${COMPATIBILITY}, Flags to alter the SCIM behavior`,
  },
  {
    id: "entra/lookup-without-paging",
    sends: "a user is looked up by filter alone, without startIndex and count",
    mark: "documented",
    source: `${TUTORIAL}, Get User by query`,
  },
  {
    id: "entra/matching-attributes-in-order",
    sends: "several matching attributes are tried one after the other; the first hit counts",
    mark: "documented",
    source: `${ATTRIBUTES}, Matching users in the source and target systems`,
    switch: "matching",
  },
  {
    id: "entra/compares-what-is-returned",
    sends: "a user that is listed with another value than asked for is no match, so that a create follows",
    mark: "documented",
    source: `${TUTORIAL}, Requirements: the value has to come back as it was sent`,
  },
  {
    id: "entra/lookup-only-once",
    sends: "a user that was found or made is never looked up again, until a restart with a full reset",
    mark: "documented",
    source: `${WORKINGS}, Incremental cycles`,
  },
  {
    id: "entra/reads-before-it-writes",
    sends: "an update reads the user and then sends what differs, in one PATCH",
    mark: "documented",
    source: `${TUTORIAL}, Update User`,
  },
  {
    id: "entra/silent-without-change",
    sends: "nothing is sent for who has not changed, also when the service provider's value has",
    mark: "documented",
    source: `${KNOWN}; ${WORKINGS}, Incremental cycles`,
  },
  {
    id: "entra/looks-again-after-404",
    sends: "a linked user that is gone is looked for again and created",
    mark: "inferred",
    source: `${TUTORIAL}, Get User: 404 tells that the user is gone`,
  },
  {
    id: "entra/enterprise-urn-always",
    sends: "a create lists the enterprise URN in schemas also without any enterprise attribute",
    mark: "documented",
    source: `${TUTORIAL}, Create User`,
  },
  {
    id: "entra/custom-urn-not-in-schemas",
    sends: "a create has the object of a custom extension, whose URN is not in schemas",
    mark: "documented",
    source: `${ATTRIBUTES}, Provisioning a custom extension attribute`,
  },
  {
    id: "entra/meta-and-roles",
    sends: "a create carries meta.resourceType, although meta is read-only, and an empty list of roles",
    mark: "documented",
    source: `${TUTORIAL}, Create User`,
  },
  {
    id: "entra/boolean-in-create",
    sends: "a create carries active as a Boolean",
    mark: "documented",
    source: `${TUTORIAL}, Create User`,
  },
  {
    id: "entra/site-urn",
    sends:
      "the site of 8x8 goes under the URN of the mapping table: 8x8:1.1 of the tutorial or 8x8user:2.0 of the article",
    mark: "documented",
    source: "Entra tutorial for 8x8, step 5; 8x8 article on Azure AD, Default attribute mappings",
    switch: "siteUrn",
  },
  {
    id: "entra/omits-what-is-empty",
    sends: "a create leaves out what has no value; without mail there are no emails at all",
    mark: "documented",
    source: `${KNOWN}; ${ATTRIBUTES}`,
    switch: "explicitNulls=false",
  },
  {
    id: "entra/explicit-nulls",
    sends: "a create carries null for attributes without a value",
    mark: "documented",
    source: `${TUTORIAL}: an older sample`,
    switch: "explicitNulls=true",
  },
  {
    id: "entra/capitalised-operations",
    sends: "a PATCH has Add, Replace and Remove with a capital, one operation per attribute, each with a path",
    mark: "documented",
    source: `${COMPATIBILITY}, table of requests without the flag`,
    switch: "dialect=default",
  },
  {
    id: "entra/flag-dialect",
    sends:
      "a PATCH has its names in lower case; replacements share one object with dotted and URN names, filtered paths stay apart",
    mark: "documented",
    source: `${COMPATIBILITY}, table of requests with aadOptscim062020`,
    since: "2020-06",
    switch: "dialect=aadOptscim062020",
  },
  {
    id: "entra/active-as-text",
    sends: 'a PATCH writes active as "False" or "True"',
    mark: "observed",
    source: "scimmyjs/scimmy#51; thomaspoignant/scim-patch#872",
    switch: 'activeEncoding="False"',
  },
  {
    id: "entra/active-in-lower-case",
    sends: 'a PATCH writes active as "false" or "true", where the mapping says so',
    mark: "observed",
    source: "scimmyjs/scimmy#86",
    switch: 'activeEncoding="false"',
  },
  {
    id: "entra/active-as-boolean",
    sends: "a PATCH writes active as a Boolean, with the flag",
    mark: "documented",
    source: `${COMPATIBILITY}, table of requests with aadOptscim062020`,
    switch: "activeEncoding=false",
  },
  {
    id: "entra/filtered-path-of-nothing",
    sends: "an Add with a filtered path means that the element is to be made, with the type of the filter",
    mark: "observed",
    source: "Captain-P-Goldfish/scim-for-keycloak#73; thomaspoignant/scim-patch#42; pingidentity/scim2#213",
  },
  {
    id: "entra/urn-before-attribute",
    sends: "an extension attribute is addressed as URN:attribute, the URN having a dot in its version",
    mark: "documented",
    source: `${COMPATIBILITY}; ${ATTRIBUTES}`,
  },
  {
    id: "entra/external-id-in-patch",
    sends: "after linking, externalId is changed by PATCH",
    mark: "observed",
    source: "several threads of service providers",
  },
  {
    id: "entra/never-clears",
    sends: "an attribute that has lost its value in the directory is not sent",
    mark: "documented",
    source: "Entra, Clear attribute values (clear-attribute-values)",
    switch: "clearing=nothing",
  },
  {
    id: "entra/clears-by-remove",
    sends: "an attribute that has lost its value is removed by path, without a value",
    mark: "claimed",
    source: "ory/polis, npm/test/dsync/data/user-requests.ts",
    switch: "clearing=remove",
  },
  {
    id: "entra/clears-by-empty-text",
    sends: "an attribute that has lost its value is replaced by an empty text",
    mark: "claimed",
    source: "ory/polis, npm/test/dsync/data/user-requests.ts",
    switch: "clearing=emptyText",
  },
  {
    id: "entra/put-updates",
    sends: "an update is a PUT of all mapped attributes; nobody has seen it, but the 8x8 guides would need it",
    mark: "guess",
    source: "JumpCloud article on 8x8, Important Considerations: PATCH changes active only",
    switch: "updateVerb=PUT",
  },
  {
    id: "entra/disable-alone",
    sends: "a disable is a PATCH of active and nothing else, without reading the user",
    mark: "documented",
    source: `${TUTORIAL}, Disable User`,
  },
  {
    id: "entra/disabled-is-not-created",
    sends: "who is disabled before the first cycle is not looked up and not created",
    mark: "documented",
    source: `${WORKINGS}, Deprovisioning`,
  },
  {
    id: "entra/delete-on-purge",
    sends: "a DELETE follows when the directory removes a person for good",
    mark: "documented",
    source: `${WORKINGS}, Deprovisioning`,
  },
  {
    id: "entra/no-delete-after-unassignment",
    sends: "no DELETE follows for who was unassigned before",
    mark: "documented",
    source: `${WORKINGS}, Deprovisioning`,
  },
  {
    id: "entra/delete-without-active",
    sends: "where active is not mapped, a DELETE takes the place of the disable",
    mark: "documented",
    source: `${WORKINGS}, Deprovisioning`,
    switch: "mapping",
  },
  {
    id: "entra/target-actions",
    sends: "what a target action stands for is not sent when its box is not ticked",
    mark: "documented",
    source: `${WORKINGS}, Deprovisioning`,
    switch: "targetActions",
  },
  {
    id: "entra/skips-out-of-scope-deletions",
    sends: "who leaves the scope is not disabled, where the job is told so",
    mark: "documented",
    source: SKIPPING,
    switch: "skipOutOfScopeDeletions=true",
  },
  {
    id: "entra/group-without-members",
    sends: "a group is looked up and read without members and created without them; they follow by PATCH",
    mark: "documented",
    source: `${TUTORIAL}, Create Group`,
    switch: "groups=true",
  },
  {
    id: "entra/removes-members-by-value",
    sends: "members are removed by a Remove of members with a list as value, which does not mean all members",
    mark: "documented",
    source: `${TUTORIAL}, Update Group: Remove Members; Captain-P-Goldfish/SCIM-SDK#149; thomaspoignant/scim-patch#959`,
    switch: "groups=true dialect=default",
  },
  {
    id: "entra/flag-removes-members-by-filter",
    sends: "with the flag, each member is removed by a filtered path without a value",
    mark: "documented",
    source: `${COMPATIBILITY}, table of requests with aadOptscim062020`,
    switch: "groups=true dialect=aadOptscim062020",
  },
  {
    id: "entra/on-demand-without-flag",
    sends:
      "provisioning on demand begins with a look-up of nobody and speaks the default dialect whatever the flag says",
    mark: "documented",
    source: `${ON_DEMAND}; ${COMPATIBILITY}`,
  },
  {
    id: "entra/discovery-pages",
    sends: "account discovery lists all users by startIndex and count",
    mark: "documented",
    source: `${DISCOVERY}; the size of a page is ${UNPUBLISHED}`,
    switch: "discoveryPage=100",
  },
  {
    id: "entra/stops-at-401",
    sends: "after a 401 the cycle ends, and until the quarantine is over one request a day follows",
    mark: "documented",
    source: QUARANTINE,
  },
  {
    id: "entra/stops-at-404-on-lookup",
    sends: "a look-up that is answered 404 ends the cycle and holds the job back",
    mark: "documented",
    source: QUARANTINE,
  },
  {
    id: "entra/throttled-until-next-cycle",
    sends: "after a 429 the next request for that person comes with the next cycle, whatever Retry-After says",
    mark: "observed",
    source: "Microsoft Q&A 1233453, 2284725 and 1922038, which contradict each other",
  },
  {
    id: "entra/retries-after-hours",
    sends: "what was refused is tried again 6, 12 and 24 hours later, then daily, for four weeks",
    mark: "documented",
    source: `${WORKINGS}, Errors and retries`,
  },
  {
    id: "entra/gives-up-in-silence",
    sends: "three people in a row without any answer end a cycle",
    mark: "guess",
    source: UNPUBLISHED,
  },
];
