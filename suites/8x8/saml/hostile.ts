import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Mutant, type Rule, rule, type Trial } from "../../../engine/index.ts";
import { decodePost, encodePost, outermostAssertion, type XmlElement } from "../../../saml/index.ts";
import { checking, skipped, without } from "./mutants.ts";
import { type Arrival, expectRefused, type SignInScene, signedIn, withSignIn } from "./scene.ts";

/** What no identity provider writes, and what a service provider meets all the same. */
export const hostile: Rule[] = [
  rule({
    id: "8x8/saml/comment-in-the-name",
    title: "A comment in the asserted name cuts nothing off it",
    covers: ["8X8-CERT-04", "8X8-SAML-08"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const { subject } = scene;
        for (const [before, behind] of [
          [subject, ".other.example"],
          ["other.", subject],
        ] as const) {
          if ((await scene.signIn(before + behind)).signedIn) t.skip("a name that nobody has signs in");
          // A signature does not cover comments, so that it holds with them as without.
          const arrival = await edited(scene, before + behind, (xml) =>
            xml.replace(`>${before}${behind}<`, `>${before}<!-- -->${behind}<`),
          );
          expectRefused(t, arrival, "a name with a comment in it, one part of which is known,");
        }
      }),
    mutants: {
      "sp-saml-reads-up-to-a-comment": cutting(0),
      "sp-saml-reads-from-a-comment-on": cutting(-1),
    },
  }),

  rule({
    id: "8x8/saml/entities-are-not-resolved",
    title: "What an entity of a response points to is neither fetched nor read",
    covers: ["8X8-CERT-04"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const { subject } = scene;
        await withBait(subject, async ({ url, file, calls }) => {
          for (const [what, system] of [
            ["a file", file],
            ["a URL", url],
          ] as const) {
            // With the entity resolved the name is the one that was signed.
            const general = `<!DOCTYPE r [<!ENTITY name SYSTEM "${system}">]>`;
            const named = await edited(scene, subject, (xml) => general + xml.replace(`>${subject}<`, ">&name;<"));
            const parameter = `<!DOCTYPE r [<!ENTITY % more SYSTEM "${system}"> %more;]>`;
            const declared = await edited(scene, subject, (xml) => parameter + xml);
            const subset = await edited(scene, subject, (xml) => `<!DOCTYPE r SYSTEM "${system}">${xml}`);
            expectRefused(t, named, `a response whose name is an entity that points to ${what}`);
            for (const arrival of [named, declared, subset]) {
              const fetched = await calls();
              t.expect(arrival.exchange).that(fetched === 0, {
                summary: "the service provider fetches what an entity of a response points to",
                seen: `${fetched} requests`,
                expected: "none",
              });
            }
          }
        });
        await expectAlive(t, scene, "entities");
      }),
    mutants: {
      "sp-saml-reads-files": resolving((system) =>
        system.startsWith("file:") ? readFileSync(fileURLToPath(system), "utf8") : "",
      ),
      "sp-saml-fetches-entities": resolving((system) => {
        if (system.startsWith("http:")) void fetch(system).catch(skipped);
        return "";
      }),
    },
  }),

  rule({
    id: "8x8/saml/document-type",
    title: "A response that declares a document type, or entities that grow, signs nobody in",
    covers: ["8X8-CERT-04"],
    level: "SHOULD",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const { subject } = scene;
        const tenfold = Array.from({ length: 9 }, (_, level) => {
          const inner = level === 0 ? "ha" : `&l${level - 1};`.repeat(10);
          return `<!ENTITY l${level} "${inner}">`;
        }).join("");
        for (const [what, prologue, name] of [
          ["a document type", "<!DOCTYPE r>", subject],
          ["an entity for the name", `<!DOCTYPE r [<!ENTITY name "${subject}">]>`, "&name;"],
          ["entities that grow a thousand million times", `<!DOCTYPE r [${tenfold}]>`, "&l8;"],
        ] as const) {
          const arrival = await edited(scene, subject, (xml) => prologue + xml.replace(`>${subject}<`, `>${name}<`));
          expectRefused(t, arrival, `a response with ${what}`);
          expectUnbroken(t, arrival, what);
        }
        await expectAlive(t, scene, "a document type");
      }),
    mutants: {
      "sp-saml-takes-document-types": checking((conforming) => ({
        doctype: skipped,
        parse: (xml) => conforming.parse(xml.replace(/<!DOCTYPE r>/, "")),
      })),
      "sp-saml-expands-entities": checking((conforming) => ({
        ...{ doctype: skipped, entities: skipped },
        parse(xml) {
          const [, value = ""] = /<!ENTITY name "([^"]*)">/.exec(xml) ?? [];
          return conforming.parse(xml.replace(/<!DOCTYPE[^[>]*\[[\s\S]*?\]>/, "").replaceAll("&name;", value));
        },
      })),
    },
  }),

  rule({
    id: "8x8/saml/too-large",
    title: "A response of five megabytes is refused, and in no more than ten seconds",
    covers: ["8X8-CERT-04"],
    level: "SHOULD",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const filler = `<!--${"x".repeat(5 * 1024 * 1024)}-->`;
        const arrival = await edited(scene, scene.subject, (xml) =>
          xml.replace(/(<\/[\w:]+>)$/, (end) => filler + end),
        );
        expectRefused(t, arrival, "a response of five megabytes");
        expectUnbroken(t, arrival, "a response of five megabytes");
        await expectAlive(t, scene, "five megabytes");
      }),
    mutants: { "sp-saml-takes-any-size": without("size") },
  }),

  rule({
    id: "8x8/saml/too-deep",
    title:
      "A response of thousands of elements inside each other breaks nothing, and is answered in ten seconds at most",
    covers: ["8X8-CERT-04"],
    level: "SHOULD",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const deep = `<x:x xmlns:x="urn:x">${"<x:x>".repeat(DEEP)}${"</x:x>".repeat(DEEP)}</x:x>`;
        const arrival = await edited(scene, scene.subject, (xml) => xml.replace(/(<\/[\w:]+>)$/, (end) => deep + end));
        expectUnbroken(t, arrival, "a response of thousands of elements inside each other");
        await expectAlive(t, scene, "deep elements");
      }),
    mutants: {
      "sp-saml-reads-elements-recursively": checking((conforming) => ({
        depth: skipped,
        parse(xml) {
          // Several calls for each element, as a reader of XML makes them.
          descend(4 * (xml.match(/<x:x>/g)?.length ?? 0));
          return conforming.parse(xml);
        },
      })),
    },
  }),
];

// Small enough in bytes for its depth to count.
const DEEP = 12_000;
const MOST_MS = 10_000;

/** Posts the response for a name after an edit of its text; only the assertion is signed, so that the frame may change. */
async function edited(scene: SignInScene, whom: string, edit: (xml: string) => string): Promise<Arrival> {
  return scene.arrive(async (asked) => {
    const { SAMLResponse, ...rest } = await scene.respond(whom, { ...asked, signing: { signs: "assertion" } });
    return { ...rest, SAMLResponse: encodePost(edit(decodePost(SAMLResponse))) };
  });
}

/** Judges that an answer came in time, and that it is none of a service provider that broke. */
function expectUnbroken(t: Trial, { exchange }: Arrival, what: string): void {
  const { durationMs, response } = exchange;
  t.expect(exchange).that(durationMs <= MOST_MS && (response.status < 500 || response.status === 501), {
    summary: `the service provider breaks on ${what}, or is busy with it for long: ${response.status} after ${Math.round(durationMs)} ms`,
    seen: { status: response.status, durationMs: Math.round(durationMs) },
    expected: { status: "a refusal", durationMs: `at most ${MOST_MS}` },
  });
}

/** Judges that users sign in as before. */
async function expectAlive(t: Trial, scene: SignInScene, what: string): Promise<void> {
  const { exchange, refused } = await scene.signIn(scene.subject);
  t.expect(exchange).that(!refused, {
    summary: `after a response with ${what} nobody signs in any more`,
    seen: exchange.response.status,
    expected: "a sign-in",
  });
}

function descend(levels: number): number {
  return levels === 0 ? 0 : 1 + descend(levels - 1);
}

/** A service provider that reads the document and not what was signed, and of a name the first text or the last. */
function cutting(place: 0 | -1): Mutant {
  const text = ({ children }: XmlElement): string =>
    children.flatMap((child) => (child.kind === "text" ? [child.value] : [])).at(place) ?? "";
  return checking(() => ({ comments: skipped, reads: outermostAssertion, text }));
}

interface Bait {
  /** Of this machine. */
  url: string;
  /** As a URL. */
  file: string;
  /** How often the URL was called by anybody else. */
  calls(): Promise<number>;
}

/** Lets work be done while a file and a server on this machine hold a text, and tells who comes for it. */
async function withBait(text: string, work: (bait: Bait) => Promise<void>): Promise<void> {
  let called = 0;
  const server = createServer(({ url }, response) => {
    if (url !== "/mine") called++;
    response.end(text);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = await mkdtemp(join(tmpdir(), "scimproof-"));
  const file = join(folder, "name.txt");
  try {
    await writeFile(file, text);
    const calls = async (): Promise<number> => {
      // Who came before has been let in before: the server takes connections in their order.
      await (await fetch(`${origin}/mine`)).text();
      return called;
    };
    await work({ url: `${origin}/entity`, file: pathToFileURL(file).href, calls });
  } finally {
    await rm(folder, { recursive: true, force: true });
    await closed(server);
  }
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

/** A service provider that puts in the place of an entity what it points to. */
function resolving(content: (system: string) => string): Mutant {
  return checking((conforming) => ({
    ...{ doctype: skipped, entities: skipped },
    parse(xml) {
      const [, system] = /SYSTEM "([^"]*)"/.exec(xml) ?? [];
      const text = system === undefined ? "" : content(system);
      return conforming.parse(xml.replace(/<!DOCTYPE[^[>]*(?:\[[\s\S]*?\])?>/, "").replaceAll("&name;", text));
    },
  }));
}
