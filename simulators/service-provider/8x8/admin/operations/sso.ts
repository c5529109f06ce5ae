import {
  type AdminDriver,
  AdminRefusal,
  type Customer,
  type InCustomer,
  type SsoPage,
} from "../../../../../profiles/index.ts";
import { signInAttempts } from "../../audit.ts";
import { CERTIFICATE_ADVICE } from "../../saml/certificates.ts";
import type { Desk } from "./desk.ts";

/** The Single Sign-On Integration, and what became of those who signed in. */
export function ssoOperations({ world, customerOf }: Desk): Pick<AdminDriver, "sso" | "signIn"> {
  const { decide } = world;

  function onPage(input: InCustomer | undefined, change?: (customer: Customer) => void): SsoPage {
    const customer = customerOf(input);
    change?.(customer);
    return decide.ssoView(customer);
  }

  return {
    sso: {
      open: async (input) => onPage(input, (customer) => decide.leaveSso(customer)),
      enable: async (input) => onPage(input, (customer) => decide.enableSso(customer, input.provider)),
      setUrls: async ({ customer: id, ...urls }) =>
        onPage(id === undefined ? {} : { customer: id }, (customer) => decide.setSsoUrls(customer, urls)),
      async attachCertificate({ content, name, ...input }) {
        const { certificateTrouble, readCertificateFile } = await import("../../../../../saml/index.ts");
        const file = readCertificateFile(bytesOf(content));
        const trouble = file.pem === undefined ? undefined : certificateTrouble(file.pem, world.now());
        const upload = { file, name, trouble };
        return onPage(input, (customer) => {
          const code = decide.certificateRefusal(customer, upload);
          if (code !== undefined)
            throw new AdminRefusal(code, CERTIFICATE_ADVICE[code] ?? "the file cannot be attached");
          decide.attachCertificate(customer, decide.keptCertificate(customer, upload));
        });
      },
      setMapping: async (input) => onPage(input, (customer) => decide.setSsoMapping(customer, input.mapping)),
      save: async (input) => onPage(input, (customer) => decide.saveSso(customer)),
      disable: async (input) => onPage(input, (customer) => decide.disableSso(customer)),
      view: async (input) => onPage(input),
    },

    signIn: {
      attempts: async ({ reference, ...input } = {}) => signInAttempts(customerOf(input), reference),
    },
  };
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function bytesOf(content: string): Uint8Array {
  if (!BASE64.test(content))
    throw new AdminRefusal("invalid-value", "content: expected the bytes of the file in Base64");
  return Buffer.from(content, "base64");
}
