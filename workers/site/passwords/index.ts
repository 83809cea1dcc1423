export { openLockedPage } from "./open-locked-page.ts";
export { tryPassword } from "./try-password.ts";
export { isUnlocked } from "./unlock.ts";
