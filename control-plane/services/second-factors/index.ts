export { confirmTotp } from "./confirm-totp.ts";
export { disableTotp } from "./disable-totp.ts";
export { enrolTotp } from "./enrol-totp.ts";
export { deletePasskey, listPasskeys, offerPasskey, registerPasskey } from "./passkeys.ts";
export { replaceRecoveryCodes } from "./replace-recovery-codes.ts";
