export { canonicalJson, digestOf, type JsonValue } from "./canonical-json.ts";
export { digestSchema, sha256, type Digest } from "./sha256.ts";
