import type { Assertion } from "#domain/contracts/index.ts";
import type { Context } from "./context.ts";

/** What the edge tells the control plane of who asks; null for whom it does not speak for: the control plane itself. */
export function assertionOf(context: Context): Assertion | null {
  const { origin } = context;
  switch (context.kind) {
    case "public":
      return { kind: "visitor", origin };
    case "signed-in":
    case "platform":
      return { kind: "caller", actor: context.actor, tenantId: null, role: null, websiteId: null, origin };
    case "tenant":
    case "website": {
      const { actor, tenantId, role } = context;
      if (actor.kind === "control-plane") return null;
      const websiteId = context.kind === "website" ? context.website.websiteId : null;
      return { kind: "caller", actor, tenantId, role, websiteId, origin };
    }
  }
}
