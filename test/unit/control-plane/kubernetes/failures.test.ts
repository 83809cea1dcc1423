import { ApiException } from "@kubernetes/client-node";
import { describe, expect, test } from "vitest";
import { KubernetesRefused, translateFailure } from "#control-plane/drivers/kubernetes/api/failures.ts";
import { ProviderUnavailable } from "#control-plane/drivers/provider/index.ts";

const open = new AbortController().signal;

function answered(code: number, message = "no"): ApiException<unknown> {
  return new ApiException(code, "Unsuccessful HTTP Request", JSON.stringify({ kind: "Status", message }), {});
}

describe("what the API server answers", () => {
  for (const code of [408, 409, 429, 500, 502, 503, 504]) {
    test(`${code} may be otherwise later`, () => {
      expect(translateFailure(answered(code), open)).toBeInstanceOf(ProviderUnavailable);
    });
  }

  for (const code of [400, 401, 403, 404, 405, 415, 422]) {
    test(`${code} will be the same later`, () => {
      expect(translateFailure(answered(code), open)).toBeInstanceOf(KubernetesRefused);
    });
  }

  test("a namespace on its way out will be gone later", () => {
    const error = answered(403, "unable to create new content in namespace x because it is being terminated");
    expect(translateFailure(error, open)).toBeInstanceOf(ProviderUnavailable);
  });

  test("is told in the server's words, cut short, and without what else it sent", () => {
    const error = new ApiException(422, "x", { message: "a".repeat(5_000), details: "hidden" }, { cookie: "hidden" });
    const { message } = translateFailure(error, open) as Error;
    expect(message.length).toBeLessThan(600);
    expect(message).not.toContain("hidden");
    expect(String(translateFailure(new ApiException(500, "x", "<html>", {}), open))).toContain("without a reason");
  });
});

describe("no answer", () => {
  const failed = (code: string) => new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) });

  test("is an outage: refused, reset, timed out, unknown, with a certificate that is not right", () => {
    for (const code of [
      "ECONNREFUSED",
      "ECONNRESET",
      "ENOTFOUND",
      "UND_ERR_SOCKET",
      "CERT_HAS_EXPIRED",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
    ]) {
      expect(translateFailure(failed(code), open), code).toBeInstanceOf(ProviderUnavailable);
    }
    expect(translateFailure(new DOMException("x", "TimeoutError"), open)).toBeInstanceOf(ProviderUnavailable);
  });

  test("from an answer that is no JSON is an outage of what stands before the server", () => {
    expect(translateFailure(new SyntaxError("Unexpected token <"), open)).toBeInstanceOf(ProviderUnavailable);
  });

  test("because the caller gave up is the caller's own reason", () => {
    const reason = new Error("given up");
    expect(translateFailure(failed("ECONNRESET"), AbortSignal.abort(reason))).toBe(reason);
  });

  test("a mistake of ours stays what it is", () => {
    const mistake = new TypeError("x is not a function");
    expect(translateFailure(mistake, open)).toBe(mistake);
  });
});
