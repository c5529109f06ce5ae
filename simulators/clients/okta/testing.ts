import { isObject, type JsonObject } from "../../../scim/index.ts";
import { type Answer, isAnswer, type NoAnswer } from "../wire.ts";
import type { Application } from "./application.ts";
import { resourcesOf } from "./decisions.ts";
import { ProvisioningFailure } from "./failure.ts";
import { succeeded } from "./provisioning.ts";

/** "Test API Credentials": two users, and with the import of groups on a page of groups too. */
export async function testCredentials(
  app: Application,
  mask: (text: string) => string,
): Promise<{ ok: boolean; message: string }> {
  const { settings, decide, send } = app;
  const answers: (Answer | NoAnswer)[] = [];
  const refused = settings.strictUrl ? urlTrouble(settings.baseUrl) : undefined;
  if (refused === undefined) {
    answers.push(await send("GET", "/Users?startIndex=1&count=2"));
    if (settings.importGroups && isAnswer(answers[0]!) && answers[0].status === 200)
      answers.push(await send("GET", "/Groups?startIndex=1&count=100"));
  }
  const { ok, message } = refused === undefined ? decide.testResult(answers) : { ok: false, message: refused };
  const last = answers.at(-1);
  app.tell({
    operation: "test",
    eventType: "application.configuration.update",
    outcome: ok ? "success" : "failure",
    ...(last === undefined ? {} : { status: isAnswer(last) ? last.status : last.trouble }),
    ...(ok ? {} : { reason: message }),
  });
  return { ok, message: mask(message) };
}

function urlTrouble(baseUrl: string): string | undefined {
  if (!baseUrl.startsWith("https:")) return "Error authenticating: the base URL has to begin with https";
  return baseUrl.includes("_") ? "Error authenticating: the base URL has an underscore" : undefined;
}

/** "Import User Schema": reads the resource types, then the schemas, and gives the names of the attributes. */
export async function importSchema(app: Application): Promise<string[]> {
  const eventType = "application.configuration.import_schema";
  try {
    succeeded(await app.send("GET", "/ResourceTypes"));
    const { body, status } = succeeded(await app.send("GET", "/Schemas"));
    if (body === undefined) throw new ProvisioningFailure("the answer is no ListResponse of SCIM 2.0", { status });
    app.tell({ operation: "import", outcome: "success", eventType, status });
    return resourcesOf(body).flatMap(attributesOf);
  } catch (cause) {
    if (!(cause instanceof ProvisioningFailure)) throw cause;
    const { status, message } = cause;
    app.tell({ operation: "import", outcome: "failure", eventType, ...(status ? { status } : {}), reason: message });
    return [];
  }
}

function attributesOf({ id, attributes }: JsonObject): string[] {
  if (!Array.isArray(attributes)) return [];
  return attributes.filter(isObject).map((attribute) => `${String(id)}:${String(attribute["name"])}`);
}
