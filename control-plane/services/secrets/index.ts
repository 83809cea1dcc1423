export { ensureSecret } from "./ensure-secret.ts";
export { masterKeysInFile, parseMasterKeys, withDerivedKey, type MasterKeys } from "./master-keys.ts";
export { openSecret } from "./open-secret.ts";
export { rotateMasterKey } from "./rotate-master-key.ts";
export { rotateTenantKey } from "./rotate-tenant-key.ts";
export { openBytes, sealBytes, SecretFault } from "./seal-bytes.ts";
export { sealSecret, type SecretName } from "./seal-secret.ts";
