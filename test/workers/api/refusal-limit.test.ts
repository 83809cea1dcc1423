import { beforeAll, describe, expect, test } from "vitest";
import { fail, ok } from "#domain/errors/index.ts";
import { apiOver } from "./api-over.ts";
import { tenantId } from "./call-api.ts";
import { claimsOf, newTenant, platformToken, startEdge, type Edge } from "./callers.ts";

const max = 3;
let edge: Edge;
let own: Awaited<ReturnType<typeof newTenant>>;
let others: Awaited<ReturnType<typeof newTenant>>;
beforeAll(async () => {
  edge = await startEdge();
  [own, others] = [await newTenant(edge), await newTenant(edge)];
  edge.limitRefusals(max);
});

const statuses = async (count: number, call: () => Promise<Response>) => {
  const found: number[] = [];
  for (let n = 0; n < count; n += 1) found.push((await call()).status);
  return found;
};

describe("a person whose guesses were refused too often", () => {
  test("is told to wait, of what is another's and of what is nobody's alike", async () => {
    for (const websiteId of [others.websiteId, crypto.randomUUID()]) {
      const token = await edge.sign({ tid: own.tenantId, role: "owner" });
      const guess = () => edge.call("GET", `/websites/${websiteId}`, { token });
      expect(await statuses(5, guess)).toEqual([404, 404, 404, 429, 429]);
      const told = await guess();
      expect([told.status, told.headers.get("Retry-After")]).toEqual([429, "42"]);
    }
  });

  test("goes on with what is their own, and keeps nobody else from guessing", async () => {
    const token = await edge.sign({ tid: own.tenantId, role: "owner" });
    const guess = (by: string) => edge.call("GET", `/websites/${others.websiteId}`, { token: by });
    await statuses(max + 1, () => guess(token));
    expect((await edge.call("GET", `/websites/${own.websiteId}`, { token })).status).toBe(200);
    const missing = await edge.call("GET", `/blobs/${"0".repeat(64)}`, { token });
    expect(missing.status).toBe(404);
    const colleague = await edge.sign({ tid: own.tenantId, role: "owner" });
    expect((await guess(colleague)).status).toBe(404);
  });

  test("is one person, by however many tokens, sessions and names of the tenant", async () => {
    const sub = crypto.randomUUID();
    const answers: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      const token = await edge.sign({ sub, tid: own.tenantId, role: "owner" });
      const call = { token, tenantId: others.tenantId };
      answers.push((await edge.call("GET", `/websites/${crypto.randomUUID()}`, call)).status);
    }
    expect(answers).toEqual([400, 400, 400, 429]);
  });

  test("fills no log: the owner of what was reached for is told as often as the limit says", async () => {
    const [ownerId, sub] = [crypto.randomUUID(), crypto.randomUUID()];
    const told: string[] = [];
    let times = 0;
    const api = apiOver(new Error("out of reach"), {
      accessTokenOf: async () => claimsOf({ sub, tid: tenantId, role: "owner" }),
      ownerOf: async () => ownerId,
      reportRefusal: (owner) => void told.push(owner),
      countRefusal: async () => ((times += 1) > max ? fail("too-many-requests", "Wait.") : ok(null)),
    });
    const guess = () => api.request(`/api/v1/websites/${ownerId}`, { headers: { Authorization: "Bearer x" } });
    expect(await statuses(6, async () => guess())).toEqual([404, 404, 404, 429, 429, 429]);
    expect(told).toEqual([ownerId, ownerId, ownerId]);
  });
});

describe("an address from which too many tokens were wrong", () => {
  const from = (address: string) => ({ "CF-Connecting-IP": address });
  const guess = (headers: Record<string, string>) =>
    edge.call("GET", `/websites/${own.websiteId}`, { token: "a-guessed-token", headers });

  test("is told to wait, and its people go on", async () => {
    const headers = from("203.0.113.1");
    expect(await statuses(5, () => guess(headers))).toEqual([401, 401, 401, 429, 429]);
    const token = await edge.sign({ tid: own.tenantId, role: "owner" });
    expect((await edge.call("GET", `/websites/${own.websiteId}`, { token, headers })).status).toBe(200);
    expect((await guess(from("203.0.113.2"))).status).toBe(401);
  });

  test("is not let in by the platform's own token, which is there from elsewhere", async () => {
    const headers = from("203.0.113.3");
    await statuses(max + 1, () => guess(headers));
    const call = (headers: Record<string, string>) =>
      edge.call("GET", `/websites/${own.websiteId}`, { token: platformToken, headers });
    expect((await call(headers)).status).toBe(429);
    expect((await call(from("203.0.113.4"))).status).toBe(200);
  });

  test("is nobody's where no proxy tells addresses", async () => {
    expect(await statuses(6, () => guess({}))).toEqual([401, 401, 401, 401, 401, 401]);
  });
});

test("while the control plane is away, refusals are what they are", async () => {
  const token = await edge.sign({ tid: own.tenantId, role: "owner" });
  const guess = () => edge.call("GET", `/websites/${others.websiteId}`, { token });
  expect((await guess()).status).toBe(404);
  edge.setAway(true);
  expect(await statuses(5, guess)).toEqual([404, 404, 404, 404, 404]);
  edge.setAway(false);
});

test("while the control plane cannot count for all that it has to do, whoever guesses waits", async () => {
  const token = await edge.sign({ tid: own.tenantId, role: "owner" });
  const guess = () => edge.call("GET", `/websites/${others.websiteId}`, { token });
  expect((await guess()).status).toBe(404);
  edge.setHung(true);
  const told = await guess();
  expect([told.status, told.headers.get("Retry-After")]).toEqual([429, "1"]);
  expect((await edge.call("GET", `/websites/${own.websiteId}`, { token })).status).toBe(200);
  edge.setHung(false);
});
