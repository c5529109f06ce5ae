import { type ChildProcess, spawn } from "node:child_process";
import { type AdminDriver, AdminRefusal, type ConsoleUser } from "../../profiles/index.ts";
import { folder, type Outcome } from "./scimproof.ts";

/** What a person sees after a step was done: what the questions are answered from. */
interface Seen {
  refused?: string;
  page?: ConsoleUser | undefined;
  /** Several pages, by username. */
  pages?: Record<string, ConsoleUser>;
  lines?: string[];
  outcomes?: Record<string, string>;
}

type Step = [told: RegExp, doIt: (driver: AdminDriver, found: string[], told: string) => Promise<Seen>];

const siteNamed = async (driver: AdminDriver, name: string): Promise<string> =>
  (await driver.site.list()).find((site) => site.name === name)!.id;
const userNamed = async (driver: AdminDriver, userName: string): Promise<string> =>
  (await driver.user.get({ userName }))!.id;

/** How the captions of the page are called in the admin plane. */
const FIELDS: Record<string, keyof ConsoleUser> = {
  Username: "userName",
  "First name": "givenName",
  "Last name": "familyName",
  "Email address": "email",
  Active: "active",
  "Job title": "title",
  Department: "department",
  "Personal contact number": "personalContactNumber",
  Language: "language",
  "Time zone": "timeZone",
  Site: "site",
  Licence: "licence",
  Extension: "extension",
  "Phone number": "phoneNumber",
  "Cost center": "costCenter",
  "User profile": "profile",
  Picture: "picture",
  "Federation ID": "federationId",
};

const fieldsIn = (told: string): Record<string, unknown> =>
  Object.fromEntries(
    [...told.matchAll(/^ +([A-Z][A-Za-z ]+): (yes|no|\(empty\)|"(.*)")$/gm)].map(([, caption, shown, text]) => [
      FIELDS[caption!]!,
      text ?? (shown === "(empty)" ? null : shown === "yes"),
    ]),
  );

/** Every step that the operator of these tests knows how to do, on a simulator. */
const STEPS: Step[] = [
  [
    /add a site named "(.*)"\./,
    async (driver, [name]) => {
      await driver.site.create({ name: name! });
      return {};
    },
  ],
  [
    /rename the site "(.*)" to "(.*)"\./,
    async (driver, [from, name]) => {
      await driver.site.rename({ site: await siteNamed(driver, from!), name: name! });
      return {};
    },
  ],
  [/Open Sites\.$/m, async (driver) => ({ lines: (await driver.site.list()).map(({ name }) => name) })],
  [
    /look for the user "(.*)"\./,
    async (driver, [userName]) => ({ page: await driver.user.get({ userName: userName! }) }),
  ],
  [
    /those whose username starts with "(.*)"\./,
    async (driver, [prefix]) => {
      const users = await driver.user.list({ prefix: prefix! });
      const pages = Object.fromEntries(users.map((user) => [String(user.userName), user]));
      return { pages, lines: Object.keys(pages) };
    },
  ],
  [
    /add a user with these values:/,
    async (driver, _found, told) => {
      const { site, ...fields } = fieldsIn(told) as { userName: string; site?: string };
      await driver.user.create({ ...fields, ...(site === undefined ? {} : { site: await siteNamed(driver, site) }) });
      return {};
    },
  ],
  [
    /page of the user "(.*)" and change:/,
    async (driver, [userName], told) => {
      const fields = fieldsIn(told);
      return { outcomes: await driver.user.edit({ id: await userNamed(driver, userName!), fields }) };
    },
  ],
  [
    /page of the user "(.*)" and (activate|deactivate) the user/,
    async (driver, [userName, how]) => {
      const id = await userNamed(driver, userName!);
      return { outcomes: { outcome: await driver.user.setActive({ id, active: how === "activate" }) } };
    },
  ],
  [
    /page of the user "(.*)" and set Site to "(.*)"\./,
    async (driver, [userName, site]) => {
      const id = await userNamed(driver, userName!);
      return { outcomes: { outcome: await driver.user.assignSite({ id, site: await siteNamed(driver, site!) }) } };
    },
  ],
  [
    /page of the user "(.*)" and set Federation ID to "(.*)"\./,
    async (driver, [userName, federationId]) => {
      const id = await userNamed(driver, userName!);
      return { outcomes: { outcome: await driver.user.setFederationId({ id, federationId: federationId! }) } };
    },
  ],
];

/** Answers a question from what was seen. */
function answer(asked: string, seen: Seen): string {
  const [, userName, rest] = /^(\S+@\S+): (.*)$/.exec(asked) ?? [];
  const page = userName === undefined ? seen.page : seen.pages![userName];
  const question = rest ?? asked;
  if (/^Reason/.test(question)) return seen.refused!;
  if (/Is there such a user/.test(question)) return page === undefined ? "no" : "yes";
  if (/^The names of all sites|^Their usernames/.test(question)) return (seen.lines ?? []).join("\n") + "\n";
  if (/^What became of it/.test(question)) return seen.outcomes!["outcome"]!;
  if (page === undefined) {
    const caption = question.replace(/ \(.*/, "");
    return seen.outcomes![FIELDS[caption] ?? "active"]!;
  }
  if (/^Is the user active/.test(question)) return page.active ? "yes" : "no";
  if (/^Is the user shown in grey/.test(question)) return page.grey ? "yes" : "no";
  if (/^Managed by/.test(question)) return page.owner === "idp" ? "identity provider" : "console";
  if (/cannot be edited/.test(question))
    return `${page.locked
      .map((field) => (field === "active" ? "Status" : Object.entries(FIELDS).find(([, each]) => each === field)![0]))
      .join("\n")}\n`.trimStart();
  if (/switch for the company directory/.test(question)) return page.directoryVisible ? "yes" : "no";
  if (/listed in the company directory/.test(question)) return page.inDirectory ? "yes" : "no";
  if (/^Any other fields/.test(question)) {
    const federationId = page.captions["Federation ID"];
    return federationId === undefined ? "" : `Federation ID: ${federationId}\n`;
  }
  const field = FIELDS[question.replace(/ \(.*/, "")];
  if (field === undefined) throw new Error(`the operator does not understand: ${question}`);
  return String(page[field] ?? "");
}

/** What the operator types instead of doing a step; undefined where the step is done. */
export type Instead = (operation: string, asked: number) => string | undefined;

/** Runs a command and plays the person who operates the console of a simulator. */
export function operated(
  command: string,
  args: string[],
  driver: AdminDriver,
  instead: Instead = () => undefined,
): Promise<Outcome & { asked: string[] }> {
  const { PATH = "", HOME = "" } = process.env;
  const child: ChildProcess = spawn(command, args, { cwd: folder(), env: { PATH, HOME, TERM: "xterm" } });
  const outcome = { code: null as number | null, stdout: "", stderr: "", asked: [] as string[] };
  let read = 0;
  let told = "";
  let seen: Seen = {};
  let failure: unknown;
  let turn: Promise<void> = Promise.resolve();

  async function reply(block: string): Promise<void> {
    const plain = block.replaceAll("\r", "").replaceAll("\u001b[2K", "");
    const step = /^ *\d+\. In the console \((\S+)\)\n([\s\S]*)\n/m.exec(plain);
    const question = plain.trimEnd().split("\n").at(-1)!.replace(/ >$/, "").split(" > ").at(-1)!.trim();
    if (/^…/.test(question)) return;
    if (step !== null) {
      outcome.asked.push(step[1]!);
      told = step[2]!;
    }
    const other = step === null ? undefined : instead(step[1]!, outcome.asked.length);
    if (other !== undefined) return void child.stdin!.write(`${other}\n`);
    if (!/^Enter when it is done/.test(question)) return void child.stdin!.write(`${answer(question, seen)}\n`);
    const [pattern, doIt] = STEPS.find(([each]) => each.test(told)) ?? [];
    if (pattern === undefined) throw new Error(`the operator does not know how to: ${told}`);
    try {
      seen = await doIt!(driver, [...pattern.exec(told)!].slice(1), told);
      child.stdin!.write("\n");
    } catch (cause) {
      if (!(cause instanceof AdminRefusal)) throw cause;
      seen = { refused: cause.code };
      child.stdin!.write("refused\n");
    }
  }

  const follow = (text: string): void => {
    outcome.stderr += text;
    if (!outcome.stderr.endsWith(" > ")) return;
    const block = outcome.stderr.slice(read);
    read = outcome.stderr.length;
    turn = turn
      .then(() => reply(block))
      .catch((cause: unknown) => {
        failure ??= cause;
        child.kill("SIGKILL");
      });
  };
  child.stdin!.on("error", () => undefined);
  child.stderr!.setEncoding("utf8").on("data", follow);
  // On a pseudo-terminal both come as one.
  child.stdout!.setEncoding("utf8").on("data", (text: string) => {
    outcome.stdout += text;
    if (command !== process.execPath) follow(text);
  });
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", (code) => (failure === undefined ? done(Object.assign(outcome, { code })) : failed(failure)));
  });
}
