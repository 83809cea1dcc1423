import type { Fault } from "#domain/provisioning/index.ts";
import { EdgeUnavailable } from "../drivers/edge/index.ts";
import { ProviderUnavailable } from "../drivers/provider/index.ts";
import { StepRefused } from "./context.ts";

/** What went wrong, in words for the platform's people: what drivers say holds no secret, what else was thrown is in the log. */
export function faultOf(error: unknown): Fault {
  return { reason: reasonOf(error), isFinal: isRefusal(error) };
}

/** The words alone. */
export function reasonOf(error: unknown): string {
  const isTold = isRefusal(error) || error instanceof ProviderUnavailable || error instanceof EdgeUnavailable;
  if (isTold) return (error as Error).message;
  return error instanceof Error && error.name === "TimeoutError" ? "It took too long." : plain(error);
}

function isRefusal(error: unknown): boolean {
  // By name: the driver is loaded only where it is configured.
  return error instanceof StepRefused || (error instanceof Error && error.name === "KubernetesRefused");
}

/** Statements quote what they were given. */
function plain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.startsWith("Failed query") ? "The database refused a statement." : message.slice(0, 500);
}
