export { changePassword } from "./change-password.ts";
export { lockEmail } from "./lock-email.ts";
export { makePerson } from "./make-person.ts";
export { requestPasswordReset } from "./request-password-reset.ts";
export { resendVerification } from "./resend-verification.ts";
export { resetPassword } from "./reset-password.ts";
export { signUp } from "./sign-up.ts";
export { verifyEmail } from "./verify-email.ts";
