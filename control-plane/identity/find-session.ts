import type { PlatformRole } from "#domain/access/index.ts";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { attempt } from "./attempt.ts";
import type { IdentityServices } from "./context.ts";
import { libraryHeaders } from "./session-cookies.ts";

/** Someone whose session a call brings. */
export interface SignedIn {
  readonly person: {
    readonly personId: string;
    readonly name: string;
    readonly email: string;
    readonly platformRole: PlatformRole | null;
    readonly hasSecondFactor: boolean;
    readonly createdAt: Date;
  };
  readonly session: {
    readonly sessionId: string;
    readonly token: string;
    readonly createdAt: Date;
    readonly updatedAt: Date;
    readonly expiresAt: Date;
    readonly address: string | null;
    readonly userAgent: string | null;
  };
  /** To be set: a session is prolonged once a day. */
  readonly cookies: readonly string[];
}

/** Whose session the cookies of a call are; null for nobody's. */
export async function findSession(
  services: Pick<IdentityServices, "auth" | "database">,
  headers: Headers,
  origin: CallOrigin,
): Promise<SignedIn | null> {
  const auth = await services.auth(services.database);
  const found = await attempt(() =>
    auth.api.getSession({ headers: libraryHeaders(headers, origin), returnHeaders: true }),
  );
  if (!found.ok || found.value === null) return null;
  const { user, session } = found.value;
  return {
    person: {
      personId: user.id,
      name: user.name,
      email: user.email,
      platformRole: (user.platformRole as PlatformRole | null | undefined) ?? null,
      hasSecondFactor: user.twoFactorEnabled ?? false,
      createdAt: user.createdAt,
    },
    session: {
      sessionId: session.id,
      token: session.token,
      createdAt: session.createdAt,
      updatedAt: session.updatedAt,
      expiresAt: session.expiresAt,
      address: session.ipAddress || null,
      userAgent: session.userAgent || null,
    },
    cookies: found.cookies,
  };
}
