import {
  type AdminDriver,
  AdminRefusal,
  type AdminRefusalCode,
  type EditResult,
  type FieldResult,
} from "../../../profiles/index.ts";
import { ADMIN_PATH } from "./admin/api.ts";
import { contract } from "./admin/contract.ts";

/** Where the admin plane of a simulated 8x8 is, and how to get in. */
export interface DriverSettings {
  /** Scheme, host and port, without a trailing slash. */
  origin: string;
  adminToken: string;
  /** The customer that an operation is about where it names none; left out, the simulator's first one. */
  customerId?: string | undefined;
  /** Answers in process; left out, the origin is called over the network. */
  handler?: ((request: Request) => Response | Promise<Response>) | undefined;
}

/** Operates the admin plane of a simulated 8x8 through its API. */
export function simulatorDriver({ origin, adminToken, customerId, handler = fetch }: DriverSettings): AdminDriver {
  const home = customerId === undefined ? {} : { customer: customerId };

  function operation(name: string, members: string[]): (input?: object) => Promise<unknown> {
    return async (input = {}) => {
      // Something wider than the input, such as a user where a key is asked for, is as good.
      const known = Object.entries({ ...home, ...input }).filter(([member]) => members.includes(member));
      const response = await handler(
        new Request(`${origin}${ADMIN_PATH}/${name}`, {
          method: "POST",
          headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
          body: JSON.stringify(Object.fromEntries(known)),
        }),
      );
      if (response.status === 204) return undefined;
      const body: unknown = await response.json();
      if (response.ok) return body;
      const { code, detail, outcome } = body as Problem;
      // That a field is locked or invalid is an answer, not a failure.
      if (outcome !== undefined) return outcome;
      throw new AdminRefusal(code, detail);
    };
  }

  const driver = Object.entries(contract).map(([noun, verbs]) => [
    noun,
    Object.fromEntries(
      Object.entries(verbs).map(([verb, { input }]) => [
        verb,
        operation(`${noun}/${verb}`, Object.keys(input["properties"] ?? {})),
      ]),
    ),
  ]);
  return Object.fromEntries(driver) as AdminDriver;
}

interface Problem {
  code: AdminRefusalCode;
  detail: string;
  outcome?: FieldResult | EditResult;
}
