import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The library that makes and verifies XML signatures, and the parser it uses. */
export interface SignatureLibrary {
  SignedXml: typeof import("xml-crypto").SignedXml;
  /** Gives a document that only the library looks into; throws for what it would have to repair. */
  parse(xml: string): unknown;
}

let loaded: SignatureLibrary | undefined;

/** The library; loaded when first asked for, since most runs never see a signature. */
export function signatureLibrary(): SignatureLibrary {
  return (loaded ??= load());
}

function load(): SignatureLibrary {
  const { SignedXml } = require("xml-crypto") as typeof import("xml-crypto");
  // The library's own copy of its parser, so that what is looked up in a document is what is verified.
  const { DOMParser } = createRequire(require.resolve("xml-crypto"))("@xmldom/xmldom") as {
    DOMParser: new (options: { errorHandler(message: string): void }) => { parseFromString(xml: string): unknown };
  };
  const errorHandler = (): never => {
    throw new Error("not well-formed");
  };
  return { SignedXml, parse: (xml) => new DOMParser({ errorHandler }).parseFromString(xml) };
}
