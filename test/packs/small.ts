/** A member of an exported test, to be changed by whoever wants it wrong. */
export type Exported = Record<string, unknown> & { steps: Record<string, unknown>[] };

const JSON_BODY = { "Content-Type": ["application/json"], Authorization: ["{{auth}}"] };
const READING = { Accept: ["application/scim+json"], Authorization: "{{auth}}" };

/** A small test in the format in which API monitors export theirs: made up for here, and of nobody's. */
export function smallPack(): Exported {
  return {
    version: "1.0",
    name: "A small pack",
    initial_variables: { department: "Maps", SCIMBaseURL: "https://elsewhere.example/v2" },
    steps: [
      {
        step_type: "request",
        note: "Somebody is there",
        method: "GET",
        url: "{{SCIMBaseURL}}/Users?count=1&startIndex=1",
        headers: READING,
        auth: {},
        assertions: [
          { source: "response_status", comparison: "equal_number", value: 200 },
          { source: "response_json", comparison: "not_empty", property: "Resources", value: null },
          { source: "response_json", comparison: "is_a_number", property: "totalResults", value: null },
        ],
        variables: [
          { source: "response_json", property: "Resources[0].id", name: "anybody" },
          { source: "response_json", property: "", name: null },
        ],
        scripts: [""],
        before_scripts: [],
      },
      { step_type: "pause", duration: 2 },
      {
        step_type: "request",
        note: "Make a person",
        method: "POST",
        url: "{{SCIMBaseURL}}/Users",
        headers: JSON_BODY,
        form: {},
        multipart_form: [],
        body: '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{randomUsername}}","displayName":"{{department}} {{uuid}}","name":{"givenName":"{{randomGivenName}}"},"active":true}',
        assertions: [
          { source: "response_status", comparison: "equal_number", value: "201" },
          { source: "response_json", comparison: "equal", property: "userName", value: "{{randomUsername}}" },
          { source: "response_json", comparison: "equal", property: "active", value: "true" },
          { source: "response_headers", comparison: "contains", property: "Content-Type", value: "json" },
        ],
        variables: [{ source: "response_json", property: "id", name: "person" }],
        before_scripts: ['variables.set("greeting", "Hello");'],
        scripts: [
          'var made = JSON.parse(response.body);\nif (made.active === true && made.schemas.length >= 1)\n  assert.ok(made.id, "there is an id");\nassert.equal(made.userName.toLowerCase(), variables.get("randomUsername").toLowerCase());',
        ],
      },
      {
        step_type: "request",
        note: "Read the person",
        method: "GET",
        url: "{{SCIMBaseURL}}/Users/{{person}}",
        headers: { ...READING, "X-Greeting": "{{greeting}}" },
        assertions: [
          { source: "response_json", comparison: "equal", property: "id", value: "{{person}}" },
          { source: "response_json", comparison: "equal", property: "name.givenName", value: "{{randomGivenName}}" },
          { source: "response_time", comparison: "is_less_than", value: 5000 },
        ],
      },
      {
        step_type: "request",
        skipped: true,
        note: "Left out",
        method: "DELETE",
        url: "{{SCIMBaseURL}}/Users/{{person}}",
      },
      {
        step_type: "request",
        note: "Optional: nobody gets in",
        method: "GET",
        url: '{{SCIMBaseURL}}/Users?filter=userName eq "{{InvalidUserEmail}}"',
        headers: { Authorization: ["not a token"] },
        assertions: [
          { source: "response_status", comparison: "equal_number", value: 401 },
          {
            source: "response_json",
            comparison: "has_value",
            property: "schemas",
            value: "urn:ietf:params:scim:api:messages:2.0:Error",
          },
        ],
      },
    ],
  };
}
