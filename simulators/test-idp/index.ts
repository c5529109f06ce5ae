export type { Connector } from "./connector.ts";
export type { Asked, Identifier, ReplyUrl, SetupInstructions, SignInDecisions } from "./decisions.ts";
export type { Download } from "./download.ts";
export {
  type Application,
  type Configuration,
  type TestIdentityProvider,
  type TestIdentityProviderOptions,
  type TestPerson,
  testIdentityProvider,
} from "./identity-provider.ts";
export type { CertificateView } from "./keys.ts";
export { type DownloadOffer, type Product, type ProductStyle, products, type Refusal } from "./product.ts";
export { type PostedResponse, postRequest, type ResponseChanges } from "./response.ts";
