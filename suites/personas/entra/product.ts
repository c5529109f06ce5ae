import type { Product } from "../connecting.ts";
import { entraPersona, startedEntra } from "./persona.ts";

/** Entra ID, for the rules that all products have in common. */
export const product: Product = {
  suite: "entra",
  name: "Entra ID",
  persona: (t) => entraPersona(t),
  started: (t) => startedEntra(t),
};
