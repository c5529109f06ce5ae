export { type VirtualClock, virtualClock } from "./clock.ts";
export { createDirectory, type Directory, type Group } from "./directory.ts";
export * from "./directory-file/index.ts";
export * from "./entra/index.ts";
export type { Operation, ProvisioningEvent } from "./event.ts";
export type {
  ClientSettings,
  Health,
  IdentityProvider,
  ImportedUser,
  Product,
} from "./identity-provider.ts";
export * from "./jumpcloud/index.ts";
export type { MappingRow, Source } from "./mapping.ts";
export * from "./okta/index.ts";
export { type NewPerson, type Person, type PersonAttributes, personAttributes } from "./person.ts";
export { type Clients, identityProvider, products, quirksOf } from "./products.ts";
export { type Evidence, type Quirk, shows } from "./quirk.ts";
