import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Run } from "../../engine/index.ts";
import { htmlReport } from "../../reports/index.ts";
import { emptyRun, greenRun, hostileRun } from "../runs/hostile.ts";
import { STUMBLING_BLOCKS } from "./accessibility.ts";
import { noBrowser, openBrowser } from "./browser.ts";
import { FAINT_TEXTS } from "./contrast.ts";

let browser: Browser | undefined;
const folder = mkdtempSync(join(tmpdir(), "scimproof-pages-"));
const files: Record<string, string> = {};
const pages: Page[] = [];
/** What went wrong in any page: script errors, refusals of the content security policy, requests. */
const troubles: string[] = [];

function write(name: string, run: Run): void {
  files[name] = join(folder, `${name}.html`);
  writeFileSync(files[name], htmlReport(run, { version: "1.2.3" }));
}

beforeAll(async () => {
  browser = await openBrowser();
  write("hostile", hostileRun());
  write("empty", emptyRun());
  write("green", greenRun());
}, 60_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(({ skip }) => skip(browser === undefined, noBrowser));

afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
  expect(troubles.splice(0)).toEqual([]);
});

/** Opens a report from disk in a browser that reaches nothing else. */
async function open(name: string, hash = "", options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser!.newContext({ offline: true, ...options });
  const page = await context.newPage();
  pages.push(page);
  page.on("console", (message) => troubles.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => troubles.push(`dialog: ${dialog.message()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) troubles.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(files[name]!).href + hash);
  return page;
}

async function openAll(page: Page): Promise<void> {
  await page.evaluate(`for (const each of document.querySelectorAll("details")) each.open = true`);
}

const visibleRules = (page: Page) => page.locator("table.rules tbody tr:visible");

describe("the report of a target that breaks rules", () => {
  it("says so first, and how much", async () => {
    const page = await open("hostile");
    expect(await page.title()).toMatch(/^Not conformant: https:\/\/scim\.example\.com/);
    expect(await page.locator("h1").innerText()).toContain("Not conformant");
    expect(await page.locator(".lead").innerText()).toMatch(/breaks 8 rules of level MUST/);
    expect(await page.locator(".count.violation").innerText()).toBe("8 violations");
  });

  it("runs no script of the target and lets it into no markup", async () => {
    const page = await open("hostile");
    await openAll(page);
    await page.mouse.move(300, 300);
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    const count = (selector: string) => page.locator(selector).count();
    expect([await count("script"), await count("style")]).toEqual([1, 1]);
    for (const selector of ["img", "base", "iframe", "[onerror]", "[onmouseover]", "[onfocus]"])
      expect([selector, await count(selector)]).toEqual([selector, 0]);
    expect(await page.locator("main").isVisible()).toBe(true);
    expect(await page.locator("article.finding").first().innerText()).toContain("<script>window.hacked = 1</script>");
  });

  it("leads from the sections to blockers, warnings, notes, what was not judged and what was left", async () => {
    const page = await open("hostile");
    const ids = [
      "blockers",
      "warnings",
      "notes",
      "contradictions",
      "not-judged",
      "leftovers",
      "topics",
      "observed",
      "rules",
    ];
    expect(await page.locator("nav a").evaluateAll((links) => links.map((link) => link.getAttribute("href")))).toEqual(
      ids.map((id) => `#${id}`),
    );
    expect(await page.locator("main > section").evaluateAll((sections) => sections.map(({ id }) => id))).toEqual(ids);
  });

  it("answers what was expected, what came, which row says so, how to repeat it and who can mend it", async () => {
    const page = await open("hostile");
    const text = await page.locator("article.finding").first().innerText();
    for (const label of ["Expected", "Received", "Says", "Fixed by", "Request", "Judge again"])
      expect(text).toContain(label);
    expect(text).toContain("RFC 7644 §3.6, row 7644-3.6-02");
    expect(text).toContain("scimproof run");
    expect(text).toContain("this one shows it");
  });

  it("opens a finding, scrolls to it and marks it, when it is linked to", async () => {
    const page = await open("hostile", "#patch/violation-7");
    const card = page.locator('[id="patch/violation-7"]');
    expect(await card.getAttribute("open")).toBe("");
    expect(await page.locator("article.aimed h3").allInnerTexts()).toEqual(["The title of patch/violation-7"]);
    const { y } = (await card.boundingBox())!;
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThan(300);
  });

  it("leads to the row of a rule that passed, also when the filters hide it", async () => {
    const page = await open("hostile", "#rules?outcome=violation");
    expect(await visibleRules(page).count()).toBe(8);
    await page.evaluate(`location.hash = "#delete/passes-40"`);
    await page.locator('tr.aimed[id="delete/passes-40"]').waitFor();
    expect(await visibleRules(page).count()).toBe(52);
  });

  it("filters its rules by the keyboard alone and keeps the filters in the address", async () => {
    const page = await open("hostile");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the findings");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("content");
    await page.getByLabel("Outcome").focus();
    await page.keyboard.type("viol");
    expect(await visibleRules(page).count()).toBe(8);
    await page.getByLabel("Text").focus();
    await page.keyboard.type("TITLE violation-3");
    expect(await visibleRules(page).count()).toBe(1);
    expect(await page.locator("output").innerText()).toBe("1 of 52 rules");
    expect(new URL(page.url()).hash).toBe("#rules?outcome=violation&text=TITLE+violation-3");
    await page.getByRole("button", { name: "Clear" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("52 of 52 rules", { exact: true }).waitFor();
  });

  it("takes the filters from the address, as the numbers by topic link to them", async () => {
    const page = await open("hostile");
    await page.getByRole("link", { name: "delete: 40 pass" }).click();
    await page.getByText("40 of 52 rules", { exact: true }).waitFor();
    expect(await page.getByRole("combobox", { name: "Topic" }).inputValue()).toBe("delete");
    await page.reload();
    expect(await visibleRules(page).count()).toBe(40);
  });

  it("copies the curl line", async () => {
    const page = await open("hostile", "#patch/violation-1");
    const card = page.locator('[id="patch/violation-1"]');
    const line = await card.locator(".copy pre").first().textContent();
    await card.getByRole("button", { name: "Copy" }).first().click();
    await card.getByRole("button", { name: "Copied" }).waitFor();
    expect(line).toMatch(/^curl -i .*\$SCIMPROOF_TOKEN/);
    expect(await page.locator("#told").innerText()).toBe("Copied to the clipboard");
    await page.getByLabel("Text").focus();
    await page.keyboard.press("Control+V");
    expect(await page.getByLabel("Text").inputValue()).toBe(line);
  });

  it("opens and closes all findings of a section at once", async () => {
    const page = await open("hostile");
    const opened = page.locator("#blockers details.card[open]");
    expect(await opened.count()).toBe(3);
    await page.locator("#blockers").getByRole("button", { name: "Open all" }).click();
    expect(await opened.count()).toBe(8);
    await page.locator("#blockers").getByRole("button", { name: "Close all" }).click();
    expect(await opened.count()).toBe(0);
  });

  it("can be found one's way in without seeing it: language, landmarks, headings, names", async () => {
    const page = await open("hostile");
    await openAll(page);
    expect(await page.evaluate(STUMBLING_BLOCKS)).toEqual([]);
  });

  it.each(["light", "dark"] as const)("has enough contrast in the %s", async (colorScheme) => {
    const page = await open("hostile", "", { colorScheme });
    await openAll(page);
    expect(await page.evaluate(FAINT_TEXTS)).toEqual([]);
  });

  it.each(["hostile", "green", "empty"])("needs no sideways scrolling at 360 pixels: %s", async (name) => {
    const page = await open(name, "", { viewport: { width: 360, height: 740 } });
    await openAll(page);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  });

  it("opens its findings for paper and leaves out what paper cannot do", async () => {
    const page = await open("hostile", "", { colorScheme: "dark" });
    await page.pdf();
    expect(await page.locator("details.card:not([open])").count()).toBe(0);
    await page.emulateMedia({ media: "print" });
    expect(
      await page
        .locator("nav, form.filters, button:visible")
        .evaluateAll((all) => all.filter((each) => each.checkVisibility()).length),
    ).toBe(0);
    expect(await page.evaluate("getComputedStyle(document.body).color")).toBe("rgb(0, 0, 0)");
  });
});

describe("the report of any run", () => {
  it("is as clear when everything passed", async () => {
    const page = await open("green");
    expect(await page.locator("h1").innerText()).toContain("Conformant");
    expect(await page.locator("article.finding").count()).toBe(0);
    expect(await page.locator("nav a").allInnerTexts()).toEqual(["By topic", "Observed", "All rules"]);
    expect(await page.evaluate(FAINT_TEXTS)).toEqual([]);
  });

  it("says that nothing was judged when nothing was", async () => {
    const page = await open("empty");
    expect(await page.locator("h1").innerText()).toContain("Could not be judged");
    expect(await page.locator("main").innerText()).toContain("no rule was judged");
  });
});
