import { type Entra, type EntraSettings, entra, entraQuirks } from "./entra/index.ts";
import type { Product } from "./identity-provider.ts";
import { type JumpCloud, type JumpCloudSettings, jumpcloud, jumpcloudQuirks } from "./jumpcloud/index.ts";
import { type Okta, type OktaSettings, okta } from "./okta/index.ts";
import { oktaQuirks } from "./okta/quirks.ts";
import type { Quirk } from "./quirk.ts";

/** The client of each product, and how it is set up. */
export interface Clients {
  entra: { client: Entra; settings: EntraSettings };
  okta: { client: Okta; settings: OktaSettings };
  jumpcloud: { client: JumpCloud; settings: JumpCloudSettings };
}

const factories: { [Name in Product]: (settings: Clients[Name]["settings"]) => Clients[Name]["client"] } = {
  entra,
  okta,
  jumpcloud,
};

/** The products that are simulated, in the order they are told. */
export const products: readonly Product[] = ["entra", "okta", "jumpcloud"];

/** An identity provider of that product. Nothing is sent before it is started. */
export function identityProvider<Name extends Product>(
  product: Name,
  settings: Clients[Name]["settings"],
): Clients[Name]["client"] {
  return factories[product](settings);
}

const quirks: Record<Product, readonly Quirk[]> = { entra: entraQuirks, okta: oktaQuirks, jumpcloud: jumpcloudQuirks };

/** What is known of a product on the wire. */
export function quirksOf(product: Product): readonly Quirk[] {
  return quirks[product];
}
