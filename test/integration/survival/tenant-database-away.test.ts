import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startPlatformWithTenants,
  type Answer,
  type PlatformWithTenants,
} from "#test/integration/tenant-settings/platform-with-tenants.ts";

let platform: PlatformWithTenants;
let tenantId: string;

beforeAll(async () => {
  platform = await startPlatformWithTenants();
  tenantId = await platform.newTenant();
});
afterAll(() => platform.dispose());

/** Changes the contact's name to `<word> 1`, `<word> 2`, ... one after the other, until told to stop. */
function keepWriting(word: string) {
  const answers: Answer[] = [];
  let isOn = true;
  const done = (async () => {
    for (let n = 1; isOn; n += 1) {
      const read = await platform.call(tenantId, "GET");
      if (read.status !== 200) {
        answers.push(read);
        continue;
      }
      const tag = { "If-Match": read.headers.get("ETag")! };
      answers.push(await platform.call(tenantId, "PATCH", { contactName: `${word} ${n}` }, tag));
    }
    return answers;
  })();
  return {
    answers,
    stop() {
      isOn = false;
      return done;
    },
  };
}

/** What clients were told, held against what is stored and what is in the log. */
async function expectNothingLost(answers: readonly Answer[], before: Answer): Promise<void> {
  for (const { status, headers } of answers) {
    expect([200, 412, 503]).toContain(status);
    if (status === 503) expect(headers.get("Retry-After")).toMatch(/^\d+$/);
  }
  const after = await platform.call(tenantId, "GET");
  expect(after.status).toBe(200);
  const acknowledged = answers.filter(({ status, body }) => status === 200 && body.version > before.body.version);
  const versions = acknowledged.map(({ body }) => body.version as number);
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  expect(after.body.version).toBeGreaterThanOrEqual(versions.at(-1)!);
  // Each version, whether its writer heard of it or not, is in the log once, and nothing else is.
  const changes = after.body.version - 1;
  const entries = await platform.auditOf(tenantId, Math.min(changes, 100));
  const names = entries.map((entry) => entry.after["contactName"]);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBe(Math.min(changes, 100));
  for (const { body } of acknowledged.slice(-50)) expect(names).toContain(body.contactName);
}

async function untilWritten(answers: readonly Answer[], more: number): Promise<void> {
  const target = answers.filter(({ status }) => status === 200).length + more;
  while (answers.filter(({ status }) => status === 200).length < target) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test.each([
  ["Postgres", "postgres"],
  ["the control plane, and the relay with it,", "control-plane"],
  ["the tenant's own process", "state-0"],
])(
  "%s killed in mid-request: clear answers, nothing half-written, and each change in the log once",
  async (_, part) => {
    const before = await platform.call(tenantId, "GET");
    const writing = keepWriting(part);
    for (let round = 0; round < 3; round += 1) {
      await untilWritten(writing.answers, 5);
      platform.kill(part, "SIGKILL");
      await platform.untilHealthy();
      await untilWritten(writing.answers, 1);
    }
    await expectNothingLost(await writing.stop(), before);
  },
);

test("with Postgres hanging an answer comes all the same, in bounded time", async () => {
  const read = await platform.call(tenantId, "GET");
  // Connections that are there go on working: the object has to make new ones.
  await platform.restart("state-0");
  platform.kill("postgres", "SIGSTOP");
  const since = performance.now();
  const [hung, refused] = await Promise.all([
    platform.call(tenantId, "GET"),
    platform.call(tenantId, "PATCH", { locale: "fr" }, { "If-Match": read.headers.get("ETag")! }),
  ]);
  expect([hung.status, refused.status]).toEqual([503, 503]);
  expect(hung.body).toMatchObject({ type: "urn:hotswap:problem:tenant-unavailable", retryable: true });
  expect(performance.now() - since).toBeLessThan(25_000);
  platform.kill("postgres", "SIGCONT");
  await platform.untilHealthy();
});
