import { createHash } from "node:crypto";

/** Identifiers and passwords of one Okta organisation; the same seed gives the same ones. */
export interface OktaIds {
  /** An identifier of twenty characters that begins with a prefix: `00u` a user, `0oa` an application. */
  next(prefix: string): string;
  /** A placeholder password, the same for the same name. */
  password(name: string): string;
  /** A UUID for an entry of a log, the same for the same name. */
  uuid(name: string): string;
}

/** Identifiers in the form that Okta gives. */
export function oktaIds(seed: number): OktaIds {
  const given = new Map<string, number>();
  return {
    next(prefix) {
      const number = (given.get(prefix) ?? 0) + 1;
      given.set(prefix, number);
      return prefix + letters(`${seed}/${prefix}/${number}`, 20 - prefix.length);
    },
    password: (name) => letters(`${seed}/password/${name}`, 8),
    uuid(name) {
      const hex = createHash("sha256").update(`${seed}/uuid/${name}`).digest("hex");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
  };
}

function letters(name: string, length: number): string {
  return createHash("sha512").update(name).digest("base64").replace(/\W/g, "").slice(0, length);
}
