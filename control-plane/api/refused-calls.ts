import type { Handler } from "hono";
import { guesserSchema } from "#domain/contracts/index.ts";
import type { IdentityServices } from "../identity/index.ts";
import type { ControlPlaneVariables } from "./context.ts";
import { problemResponse } from "./problem.ts";

/** `POST /internal/refused-calls`, of edges: 204 for one more refused call, 429 when there were too many of that person or address. */
export function countRefusedCall({
  limits,
}: Pick<IdentityServices, "limits">): Handler<{ Variables: ControlPlaneVariables }> {
  return async (context) => {
    const requestId = context.get("requestId");
    if (context.get("assertion").kind !== "platform") {
      return problemResponse({ code: "forbidden", detail: "Only edges tell of refused calls." }, requestId);
    }
    const guesser = guesserSchema.safeParse(await context.req.json().catch(() => null));
    if (!guesser.success) return problemResponse({ code: "invalid-request", detail: "This names nobody." }, requestId);
    const counted = await limits.take(`refused-${guesser.data.by}`, guesser.data.subject);
    return counted.ok ? context.body(null, 204) : problemResponse(counted.failure, requestId);
  };
}
