import { randomUUID, X509Certificate } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Profile, SAML, type SamlConfig, ValidateInResponseTo } from "@node-saml/node-saml";
import express, { type ErrorRequestHandler } from "express";

/** What an application is told of the identity provider that it trusts, and of its users. */
export interface SamlApplicationSettings {
  /** PEM. */
  certificate: string;
  issuer: string;
  /** Names that are asserted of users. */
  users: string[];
  /** Options of the library that differ from those of a careful integration. */
  library?: Partial<SamlConfig>;
  /** Checks of the application that are left out: the library leaves them to it. */
  leavesOut?: Check[];
}

/** What the library leaves to the application (node-saml 5.1); and the signature, where the library is not asked at all. */
export type Check =
  | "signature"
  | "issuer"
  | "recipient"
  | "destination"
  | "bearer"
  | "replay"
  | "algorithms"
  | "doctype"
  | "users";

/** A service provider for SAML that was not written here, listening on loopback. */
export interface SamlApplication {
  acsUrl: string;
  entityId: string;
  startUrl: string;
  /** What it said about refused sign-ins, on its own side. */
  log: string[];
  close(): Promise<void>;
}

const COOKIE = "sid";

/** Starts an express application on @node-saml/node-saml, which does what the library leaves to it. */
export async function startSamlApplication(settings: SamlApplicationSettings): Promise<SamlApplication> {
  const { certificate, issuer, users, library = {}, leavesOut = [] } = settings;
  const checks = (name: Check): boolean => !leavesOut.includes(name);
  const sessions = new Map<string, string>();
  const taken = new Set<string>();
  const log: string[] = [];
  let saml: SAML;
  let acsUrl = "";

  function refusal({ issuer: said, nameID, getAssertionXml, getSamlResponseXml }: Profile): string | undefined {
    const assertion = getAssertionXml?.() ?? "";
    const response = getSamlResponseXml?.() ?? "";
    const attribute = (text: string, name: string): string | undefined =>
      new RegExp(`\\s${name}="([^"]*)"`).exec(text)?.[1];
    const data = /<(?:\w+:)?SubjectConfirmationData\b[^>]*>/.exec(assertion)?.[0] ?? "";
    const frame = /<(?:\w+:)?Response\b[^>]*>/.exec(response)?.[0] ?? "";
    const destination = attribute(frame, "Destination");
    const id = attribute(/<(?:\w+:)?Assertion\b[^>]*>/.exec(assertion)?.[0] ?? "", "ID") ?? "";
    const framed = /<(?:\w+:)?Issuer\b[^>]*>([^<]*)</.exec(response)?.[1];
    if (checks("issuer") && (said !== issuer || framed !== issuer)) return "issuer";
    if (checks("recipient") && attribute(data, "Recipient") !== acsUrl) return "recipient";
    if (checks("destination") && destination !== undefined && destination !== acsUrl) return "destination";
    if (checks("bearer") && !(Date.parse(attribute(data, "NotOnOrAfter") ?? "") > Date.now())) return "bearer";
    if (checks("replay") && taken.has(id)) return "replay";
    taken.add(id);
    return !checks("users") || users.includes(nameID) ? undefined : "unknown user";
  }

  async function signedIn(SAMLResponse: string): Promise<string> {
    const xml = Buffer.from(SAMLResponse, "base64").toString("utf8");
    if (checks("doctype") && /<!DOCTYPE/i.test(xml)) throw new Error("document type");
    if (checks("algorithms") && /#(?:rsa-|hmac-)?sha1"/.test(xml)) throw new Error("weak algorithm");
    if (!checks("signature")) return readBare(xml);
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse });
    if (profile === null) throw new Error("nobody");
    const reason = refusal(profile);
    if (reason !== undefined) throw new Error(reason);
    return profile.nameID;
  }

  function readBare(xml: string): string {
    const [, name = ""] = /<(?:\w+:)?NameID\b[^>]*>([^<]*)</.exec(xml) ?? [];
    if (!users.includes(name)) throw new Error("unknown user");
    return name;
  }

  const app = express();
  // What the handler of errors prints is for a person who is not there.
  app.set("env", "test");
  app.use(express.urlencoded({ extended: false, limit: "1mb" }));
  app.get("/login", (_request, response, next) => {
    saml.getAuthorizeUrlAsync("/app", undefined, {}).then((url) => response.redirect(url), next);
  });
  app.post("/saml/acs", (request, response) => {
    const { SAMLResponse } = request.body as { SAMLResponse?: string };
    signedIn(SAMLResponse ?? "").then(
      (name) => {
        const session = randomUUID();
        sessions.set(session, name);
        response.cookie(COOKIE, session, { httpOnly: true }).redirect("/app");
      },
      (cause: Error) => {
        log.push(cause.message);
        // As many applications do: back to the start, and a cookie for whatever they have to say there.
        response.cookie("flash", "failed").redirect("/sign-in-failed");
      },
    );
  });
  app.get("/app", (request, response) => {
    const [, session = ""] = new RegExp(`${COOKIE}=([^;]*)`).exec(request.header("cookie") ?? "") ?? [];
    const name = sessions.get(session);
    if (name === undefined) response.redirect("/login");
    else response.send(`<h1>Welcome</h1>${sessions.size} sessions`);
  });
  app.get("/sign-in-failed", (_request, response) => {
    response.send("<h1>Welcome</h1>The sign-in failed.");
  });
  const failed: ErrorRequestHandler = (cause: { status?: number }, _request, response, _next) => {
    response.status(cause.status ?? 500).send("Failed");
  };
  app.use(failed);

  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const entityId = `${origin}/saml/metadata`;
  acsUrl = `${origin}/saml/acs`;
  saml = new SAML({
    idpCert: new X509Certificate(certificate).toString(),
    idpIssuer: issuer,
    issuer: entityId,
    audience: entityId,
    callbackUrl: acsUrl,
    entryPoint: "https://idp.example/sso",
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: 60_000,
    validateInResponseTo: ValidateInResponseTo.ifPresent,
    ...library,
  });
  return {
    acsUrl,
    entityId,
    startUrl: `${origin}/login`,
    log,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
