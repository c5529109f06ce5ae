import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const INSTALLED = [process.env["CHROMIUM_PATH"], "/usr/bin/chromium", "/usr/bin/chromium-browser"];
const executablePath = INSTALLED.find((path) => path !== undefined && existsSync(path));

/** Why pages cannot be looked at here; undefined where they can. */
export const noBrowser: string | undefined =
  executablePath === undefined
    ? "no Chromium: run scripts/install-browser.sh as root, or set CHROMIUM_PATH"
    : undefined;

/** A Chromium without a window. Where there is none, CI fails; anybody else skips. */
export async function openBrowser(): Promise<Browser | undefined> {
  if (executablePath !== undefined)
    return chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
  if (process.env["CI"] === "true") throw new Error(noBrowser);
  return undefined;
}
