import { ApiException } from "@kubernetes/client-node";
import { ProviderUnavailable } from "#control-plane/drivers/provider/index.ts";

export function isStatus(error: unknown, code: number): boolean {
  return error instanceof ApiException && error.code === code;
}

/** The API server will not do it, however often it is asked. */
export class KubernetesRefused extends Error {
  override readonly name = "KubernetesRefused";
}

/** Errors of connections, as undici and Node name them. */
const unreachable = /^(E[A-Z_]+|UND_ERR_.+|ERR_TLS.+|CERT_.+|.*_CERT.*|DEPTH_ZERO_.+|UNABLE_TO_.+|HPE_.+)$/;

/**
 * What an operation ends with: an abort is the caller's own; a server that is away, too busy or in the middle of
 * something else is a `ProviderUnavailable`; the rest is a refusal, in the server's words without the request's content.
 *
 * @param signal the caller's
 */
export function translateFailure(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof ProviderUnavailable || error instanceof KubernetesRefused) return error;
  if (error instanceof ApiException) return translateStatus(error);
  const { name } = error as { readonly name?: unknown };
  const refusal = causeChain(error).find((cause) => cause.name === "AddressRefused");
  if (refusal !== undefined) return new KubernetesRefused(`The API server's address is refused. ${refusal.message}`);
  if (causeChain(error).some((cause) => cause.name === "NameUnknown")) {
    return new ProviderUnavailable("The name of the Kubernetes API server is not known.", { cause: error });
  }
  if (name === "TimeoutError" || name === "AbortError") {
    return new ProviderUnavailable("The Kubernetes API server did not answer in time.", { cause: error });
  }
  if (name === "SyntaxError" || causesOf(error).some((code) => unreachable.test(code))) {
    return new ProviderUnavailable("The Kubernetes API server cannot be reached.", { cause: error });
  }
  return error;
}

function translateStatus(error: ApiException<unknown>): Error {
  const said = messageOf(error);
  const later = [408, 409, 429].includes(error.code) || error.code >= 500 || isTerminating(error);
  const text = `The Kubernetes API server answered ${error.code}: ${said}`;
  return later ? new ProviderUnavailable(text) : new KubernetesRefused(text);
}

/** A namespace on its way out takes nothing new. */
export function isTerminating(error: unknown): boolean {
  return isStatus(error, 403) && /being terminated/.test(messageOf(error as ApiException<unknown>));
}

/** At most 500 characters; never a request's or an object's content, which may be secret. */
function messageOf(error: ApiException<unknown>): string {
  const body = parse(error.body);
  const message = (body as { readonly message?: unknown } | null)?.message;
  return typeof message === "string" ? message.slice(0, 500) : "without a reason";
}

function parse(body: unknown): unknown {
  if (typeof body !== "string") return body;
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function causesOf(error: unknown): string[] {
  return causeChain(error).map((cause) => String((cause as { readonly code?: unknown }).code ?? ""));
}

/** An error, and what led to it. */
function causeChain(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 10; cause = cause.cause) {
    chain.push(cause, ...(cause instanceof AggregateError ? (cause.errors as Error[]) : []));
  }
  return chain;
}
