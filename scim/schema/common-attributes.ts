import type { AttributeDefinition } from "./definition.ts";

const byServer = { multiValued: false, required: false, mutability: "readOnly", returned: "default" } as const;
const exactText = { type: "string", caseExact: true, uniqueness: "none" } as const;

/** The attributes of every resource; these characteristics win over a copy in a published schema (RFC 7643 §3.1). */
export const commonAttributes: AttributeDefinition[] = [
  {
    name: "schemas",
    type: "reference",
    multiValued: true,
    description: "The URNs of the schemas whose attributes the resource carries.",
    required: true,
    // URNs are compared without regard to letter case (RFC 7644 §3.10).
    caseExact: false,
    mutability: "readWrite",
    returned: "always",
    uniqueness: "none",
    referenceTypes: ["uri"],
  },
  {
    ...byServer,
    ...exactText,
    name: "id",
    description: "The identifier that the service provider gave the resource.",
    required: true,
    returned: "always",
    uniqueness: "server",
  },
  {
    ...byServer,
    ...exactText,
    name: "externalId",
    description: "The identifier of the resource at the client that provisions it.",
    mutability: "readWrite",
  },
  {
    ...byServer,
    name: "meta",
    type: "complex",
    description: "What the service provider knows about the resource.",
    subAttributes: [
      { ...byServer, ...exactText, name: "resourceType", description: "The name of the resource type." },
      { ...byServer, name: "created", type: "dateTime", description: "When the resource was created." },
      { ...byServer, name: "lastModified", type: "dateTime", description: "When the resource was last changed." },
      {
        ...byServer,
        name: "location",
        type: "reference",
        description: "The URI of the resource.",
        caseExact: true,
        uniqueness: "none",
        referenceTypes: ["uri"],
      },
      { ...byServer, ...exactText, name: "version", description: "The version of the resource." },
    ],
  },
];
