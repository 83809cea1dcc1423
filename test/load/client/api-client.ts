import { Agent, request } from "node:http";
import { demoTenantId } from "#supervisor/demo/demo-site.ts";

/** An answer of the REST API; status 0 when none came. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** How long a call may take, in milliseconds. */
const callMsMax = 10_000;

/** Calls the REST API in the demo tenant under `/api/v1` over keep-alive connections. Never throws: failures are answers too. */
export class ApiClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 2, timeout: callMsMax });
  readonly #target: { readonly host: string; readonly port: number };
  readonly #headers: Readonly<Record<string, string>>;

  /** @param hostHeader where the API is, e.g. `api.localhost:8787`, whichever address it is reached at */
  constructor(target: { readonly host: string; readonly port: number }, hostHeader: string, token: string) {
    this.#target = target;
    this.#headers = { Host: hostHeader, Authorization: `Bearer ${token}`, "X-Tenant-ID": demoTenantId };
  }

  call(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<ApiAnswer> {
    const { promise, resolve } = Promise.withResolvers<ApiAnswer>();
    const content = body === undefined ? null : Buffer.from(JSON.stringify(body));
    const headers = {
      ...this.#headers,
      ...(content && { "Content-Type": "application/json", "Content-Length": content.length }),
    };
    const call = request({ ...this.#target, method, path: `/api/v1${path}`, headers, agent: this.#agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve(apiAnswer(answer.statusCode ?? 0, Buffer.concat(chunks))));
      answer.on("error", () => resolve({ status: 0, body: null }));
    });
    call.setTimeout(callMsMax, () => call.destroy());
    call.on("error", () => resolve({ status: 0, body: null }));
    call.end(content);
    return promise;
  }

  close(): void {
    this.#agent.destroy();
  }
}

function apiAnswer(status: number, bytes: Buffer): ApiAnswer {
  try {
    return { status, body: JSON.parse(bytes.toString()) };
  } catch {
    return { status, body: null };
  }
}

/** The body of an answer that had to succeed. Throws with what the API said otherwise. */
export function expectSuccess<Body>(answer: ApiAnswer, what: string): Body {
  if (answer.status >= 200 && answer.status < 300) return answer.body as Body;
  const said = JSON.stringify(answer.body);
  throw new Error(`${what} was answered with status ${answer.status}: ${said}`);
}
