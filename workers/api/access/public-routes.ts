/** The routes that anyone may call, as `<method> <path>` below `/api/v1`: the one list, so that none becomes public by the way. */
export const publicRoutes: ReadonlySet<string> = new Set<string>([
  "POST /auth/sign-up",
  "POST /auth/verify-email",
  "POST /auth/resend-verification",
  "POST /auth/request-password-reset",
  "POST /auth/reset-password",
  "POST /auth/change-password",
  "POST /auth/sign-in",
  "POST /auth/sign-in/totp",
  "POST /auth/sign-in/recovery-code",
  "POST /auth/sign-out",
  "GET /auth/session",
  "POST /auth/token",
  "GET /auth/sessions",
  "POST /auth/sessions/revoke-others",
  "DELETE /auth/sessions/:sessionId",
]);
