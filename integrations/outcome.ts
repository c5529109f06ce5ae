import type { TestContext } from "vitest";
import { type Connection, curl, type Leftover, type Result } from "../engine/index.ts";
import { byNumber, explain, inWords, plain, relevant } from "../reports/index.ts";
import type { Exchange } from "../scim/index.ts";
import { attachInAllure, observeInAllure, remarkInAllure, UNJUDGED } from "./allure.ts";

/** So many exchanges of a rule are attached: the last ones show it. */
const MOST_EXCHANGES = 10;
/** A longer value is compared as a shortened text: a difference of thousands of lines helps nobody. */
const MOST_COMPARED = 4000;

/** Makes a result the outcome of a vitest test, with the exchanges of what is not a pass attached. */
export async function conclude(
  context: TestContext,
  { result, leftovers }: { result: Result; leftovers: Leftover[] },
  connection: Connection,
): Promise<void> {
  const { verdict, because = "", defect, finding, level, observed = {} } = result;
  context.task.meta.observed = observed;
  await observeInAllure(observed);
  for (const { path, name, because: reason } of leftovers)
    await context.annotate(plain(`left at the target: ${path} ${name}: ${reason}`), "leftover");
  if (verdict === "pass") return;
  if (verdict === "skip") return skipped(context, because);
  await attach(context, result, connection);
  if (finding === undefined) throw failure(`${UNJUDGED}${because}${defect === undefined ? "" : `\n${defect}`}`);
  if (level === "MUST")
    throw Object.assign(failure(tell(result, connection)), {
      actual: compared(finding.seen),
      expected: compared(finding.expected),
    });
  const remark = plain(`${finding.summary} (${finding.rows.join(", ")})`);
  await remarkInAllure(remark);
  await context.annotate(remark, level === "SHOULD" ? "warning" : "notice");
}

/** Ends a test as not applying, with the reason where vitest and Allure show it. */
export async function skipped(context: TestContext, because: string): Promise<never> {
  await remarkInAllure(plain(because));
  return context.skip(plain(because));
}

/** An error without a stack: what failed is the target, and no line of code here says more about it. */
function failure(message: string): Error {
  const error = new Error(plain(message));
  error.stack = `${error.name}: ${error.message}`;
  return error;
}

function tell(result: Result, connection: Connection): string {
  const told = explain(result, byNumber(connection))!;
  return [
    told.summary,
    "",
    `  rule      ${result.rule} (${result.level})`,
    ...told.rows.map(({ id, source, statement }) => `  ${id}  ${source}: ${statement}`),
    ...(told.counterexample === undefined ? [] : [`  shrunk to ${told.counterexample}`]),
    ...(told.curl === undefined ? [] : [`  request   ${told.curl}`]),
    `  fixed by  ${told.fixedBy}`,
  ].join("\n");
}

function compared(value: unknown): unknown {
  const text = inWords(value) ?? "";
  return text.length <= MOST_COMPARED ? value : `${text.slice(0, MOST_COMPARED)}… (${text.length} characters)`;
}

async function attach(context: TestContext, result: Result, connection: Connection): Promise<void> {
  for (const exchange of relevant(result, byNumber(connection), MOST_EXCHANGES)) {
    const name = plain(
      `${exchange.id}. ${exchange.request.method} ${exchange.request.path} → ${exchange.response.status}`,
    );
    const body = attachment(exchange);
    await context.annotate(name, "exchange", { contentType: "application/json", body, bodyEncoding: "utf-8" });
    await attachInAllure(name, body);
  }
}

function attachment(exchange: Exchange): string {
  const { request, response } = exchange;
  return JSON.stringify({ curl: curl(exchange), request, response }, null, 2);
}
