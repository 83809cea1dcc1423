export { exchangeSession } from "./exchange-session.ts";
export { noteGrant } from "./note-grant.ts";
export { readStanding, type Standing } from "./read-standing.ts";
export { expiryOf, signAccessToken } from "./sign-access-token.ts";
export { readKeySet } from "./signing-keys.ts";
