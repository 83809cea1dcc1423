import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localFetch } from "#supervisor/index.ts";
import { answerChecks } from "#test/support/contract/answer-checks.ts";
import { operationsOf, type Operation, type ApiDocument } from "#test/support/contract/operations.ts";
import { addressOf, invalidRequests, validRequests, type ContractRequest } from "#test/support/contract/requests-of.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { prepareKnown, type Known } from "./prepare-known.ts";
import { sendRequest, type SentAnswer } from "./send-request.ts";

/** How many calls of each kind an operation gets (`CONTRACT_CALLS`); fewer where each costs a round of password hashing. */
const callsMax = Number(process.env["CONTRACT_CALLS"] ?? 30);
const callsOf = ({ tag }: Operation) => (tag === "auth" ? Math.min(10, callsMax) : callsMax);
/** For a machine that is busy with other things too; alone it takes a fifth of it. */
const patienceMs = 300_000;
/** The same calls each time, so that a change that breaks nothing never fails here; others by `CONTRACT_SEED`. */
const seed = Number(process.env["CONTRACT_SEED"] ?? 20_261_127);

/** So many mails go to one address of the network in an hour: these have to share them. */
const mailing = new Set(["postAuthSignUp", "postAuthResendVerification", "postAuthRequestPasswordReset"]);

/** What cannot be done well without what only a mail, or an authenticator, tells; or without a cluster. */
const needsMore =
  /^\w+Auth\w*(?:VerifyEmail|ResetPassword|Totp|RecoveryCode|Passkey)|^putAdminTenantsByTenantIdKubeconfig$/;

/** What is answered to anyone, whatever else they send along. */
const unvalidated = new Set(["health", "description"]);

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let document: ApiDocument;
let checks: ReturnType<typeof answerChecks>;
let known: Known;

beforeAll(async () => {
  platform = await startTestPlatform({ postgres: true, env: { REFUSALS_PER_MINUTE: "1000000" } });
  await platform.untilHealthy();
  document = (await (await localFetch(`${platform.urls.api}/openapi.json`)).json()) as ApiDocument;
  checks = answerChecks(document);
  known = await prepareKnown(platform);
  console.log(`contract: CONTRACT_SEED=${seed}`);
});
afterAll(() => platform.dispose());

test(
  "every operation answers what fits its schema as it is described, and some of it well",
  async () => {
    const neverWell: string[] = [];
    const counts = { operations: 0, calls: 0, well: 0 };
    for (const operation of operationsOf(document)) {
      const requests = fc.sample(validRequests(operation, document, known.valuesFor(operation)), {
        seed,
        numRuns: mailing.has(operation.operationId) ? 10 : callsOf(operation),
      });
      const answers = await sendAll(operation, requests);
      counts.operations += 1;
      counts.calls += answers.length;
      counts.well += answers.filter(({ status }) => status < 400).length;
      if (answers.some(({ status }) => status < 400) || needsMore.test(operation.operationId)) continue;
      neverWell.push(`${operation.operationId}: ${[...new Set(answers.map(reasonOf))].join("; ")}`);
    }
    console.log(`contract: ${counts.operations} operations, ${counts.calls} calls, ${counts.well} answered well`);
    expect(neverWell).toEqual([]);
  },
  patienceMs,
);

test(
  "every operation refuses what does not fit, as it is described",
  async () => {
    for (const operation of operationsOf(document).filter(({ tag }) => !unvalidated.has(tag))) {
      const requests = fc.sample(invalidRequests(operation, document, known.valuesFor(operation)), {
        seed,
        numRuns: callsOf(operation),
      });
      const answers = await sendAll(operation, requests);
      answers.forEach(({ status }, index) => {
        const request = requests[index]!;
        if (status < 400 && !fits(operation, request)) throw new Error(`taken: ${describe(operation, request)}`);
      });
    }
  },
  patienceMs,
);

/** What the platform noted of a call that failed. */
function loggedOf({ body }: SentAnswer): string {
  const { requestId } = body as { readonly requestId: string };
  const { logs } = platform.directory;
  const lines = readdirSync(logs).flatMap((name) => readFileSync(join(logs, name), "utf8").split("\n"));
  return lines.filter((line) => line.includes(requestId)).join("\n");
}

function reasonOf({ status, body }: SentAnswer): string {
  return `${status} ${(body as { detail?: string } | undefined)?.detail}`;
}

/** Sends them some at a time, and holds every answer to the description. */
async function sendAll(operation: Operation, requests: readonly ContractRequest[]): Promise<SentAnswer[]> {
  const answers: SentAnswer[] = [];
  for (let start = 0; start < requests.length; start += 8) {
    const some = requests.slice(start, start + 8);
    const callers = await known.callersOf(operation);
    const sent = await Promise.all(
      some.map((request, index) => sendRequest(platform, operation, request, callers[index % callers.length]!)),
    );
    if (sent.some(({ status }) => status === 401)) known.renewTokens();
    sent.forEach((answer, index) => {
      const request = some[index]!;
      const fault = isElsewhere(operation, request, answer) ? null : checks.faultOf(operation, answer);
      if (fault === null) return;
      const text = JSON.stringify(answer.body)?.slice(0, 1_500);
      const logged = answer.status < 500 ? "" : loggedOf(answer);
      throw new Error(
        `${fault}\nseed ${seed}: ${describe(operation, request)}\nanswer ${answer.status}: ${text}\n${logged}`,
      );
    });
    answers.push(...sent);
  }
  return answers;
}

/** An address whose parameters are empty or nothing like one is that of another route, or of none. */
function isElsewhere({ parameters }: Operation, { params }: ContractRequest, { status }: SentAnswer): boolean {
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  return (status === 404 || status === 405) && inPath.some(({ name }) => /^$|[/\\.%]/.test(params[name] ?? ""));
}

function fits(operation: Operation, { params, query, body }: ContractRequest): boolean {
  const given = Object.fromEntries(query);
  const known = operation.parameters.filter((parameter) => parameter.in === "query");
  return (
    Object.keys(given).length === query.length &&
    query.every(([name, value]) => known.some((one) => one.name === name && checks.parameterFits(one.schema, value))) &&
    operation.parameters.every(
      (one) => one.in !== "path" || checks.parameterFits(one.schema, params[one.name] ?? ""),
    ) &&
    !(body instanceof Uint8Array && operation.body !== null && body.byteLength > 0) &&
    (body instanceof Uint8Array || checks.bodyFits(operation, body))
  );
}

function describe(operation: Operation, request: ContractRequest): string {
  const body = request.body instanceof Uint8Array ? `bytes ${request.body.join(",")}` : JSON.stringify(request.body);
  return `${operation.method} ${addressOf(operation, request)} ${JSON.stringify(request.headers)} ${body?.slice(0, 3_000)}`;
}
