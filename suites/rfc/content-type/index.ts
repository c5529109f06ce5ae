import { type Suite, suite } from "../../../engine/index.ts";
import { encoding } from "./encoding.ts";
import { request } from "./request.ts";
import { response } from "./response.ts";
import { shape } from "./shape.ts";

/** Media types, encodings and the form of JSON (RFC 7644 §3.8). */
export const contentType: Suite = suite({
  id: "content-type",
  title: "Media types and encodings",
  rules: [...request, ...response, ...encoding, ...shape],
});
