import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The library that makes and verifies XML signatures, and the parser it uses. */
export interface SignatureLibrary {
  SignedXml: typeof import("xml-crypto").SignedXml;
  /** The elements of a name as the library has them, in document order; throws for what its parser would repair. */
  find(xml: string, namespace: string, name: string): LibraryElement[];
}

/** An element that only the library looks into. */
export type LibraryElement = Parameters<InstanceType<typeof import("xml-crypto").SignedXml>["loadSignature"]>[0];

interface Parser {
  parseFromString(xml: string): { getElementsByTagNameNS(namespace: string, name: string): ArrayLike<LibraryElement> };
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
    DOMParser: new (options: { errorHandler(message: string): void }) => Parser;
  };
  const errorHandler = (): never => {
    throw new Error("not well-formed");
  };
  const find: SignatureLibrary["find"] = (xml, namespace, name) =>
    Array.from(new DOMParser({ errorHandler }).parseFromString(xml).getElementsByTagNameNS(namespace, name));
  return { SignedXml, find };
}
