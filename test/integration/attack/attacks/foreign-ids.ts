import fc from "fast-check";
import { tenantRoles } from "#domain/access/index.ts";
import { operationsOf, type Operation } from "#test/support/contract/operations.ts";
import { addressOf, validRequests, type ContractRequest } from "#test/support/contract/requests-of.ts";
import { stateOf } from "../audit-of.ts";
import { Breaches, forEach, type Attack } from "../breaches.ts";
import type { World } from "../world.ts";

/** Someone of the first tenant, or of none. */
interface Attacker {
  readonly name: string;
  readonly token: string;
  readonly cookie: string;
}

/**
 * Every operation that names something is called with the ids of the other tenant's things, by each role of one's own and by a
 * stranger; and by an owner as if those were things of a website of their own.
 */
export const foreignIds: Attack = async (world) => {
  const { berta } = world;
  const breaches = new Breaches();
  const before = await stateOf(world, berta);
  const attackers = await attackersOf(world);
  const operations = operationsOf(world.document).filter((operation) => named(operation).length > 0);
  for (const operation of operations) {
    const [request] = fc.sample(requestsFor(operation, world), { seed: 1, numRuns: 1 });
    await forEach(attackers, async (attacker) => {
      const sentence = await attack(world, operation, request!, attacker);
      breaches.unless(sentence === null, sentence ?? "");
    });
    if (operation.access !== "website" || named(operation).length < 2 || operation.method === "DELETE") continue;
    const sentence = await attackFromWithin(world, operation, request!, attackers[0]!);
    breaches.unless(sentence === null, sentence ?? "");
  }
  const after = (await stateOf(world, berta)).split("\n");
  for (const [index, line] of before.split("\n").entries()) {
    breaches.unless(after[index] === line, `of the other tenant was changed: ${line} is ${after[index]}`);
  }
  return breaches.found;
};

/** A website may be named by the query. */
const named = ({ parameters }: Operation) => parameters.filter((one) => one.in === "path" || isWebsite(one.name));
const isWebsite = (name: string) => name === "websiteId";

/** The same call about these things. */
function about(request: ContractRequest, ids: ContractRequest["params"]): ContractRequest {
  const query = request.query.map(([name, value]) => [name, isWebsite(name) ? ids[name]! : value] as const);
  return { ...request, params: ids, query };
}

/** What is wrong with the answer to a call that names a website of one's own, and the other tenant's things in it; null for nothing. */
async function attackFromWithin(
  { call, anna, berta }: World,
  operation: Operation,
  request: ContractRequest,
  { token }: Attacker,
): Promise<string | null> {
  const mixed = about(request, { ...berta.ids, websiteId: anna.ids["websiteId"]! });
  const isBytes = request.body instanceof Uint8Array;
  const answer = await call(operation.method, addressOf(operation, mixed), {
    token,
    headers: { ...request.headers, ...(isBytes ? { "Content-Type": "application/octet-stream" } : {}) },
    body: request.body,
  });
  const tells = answer.status >= 500 || answer.text.includes(berta.name);
  return tells
    ? `within one's own website, ${operation.operationId}: ${answer.status} ${answer.text.slice(0, 200)}`
    : null;
}

async function attackersOf({ anna, stranger }: World): Promise<Attacker[]> {
  const ofRoles = tenantRoles.map(async (role) => {
    const { cookie, tokenFor } = anna.people[role];
    return { name: role, cookie, token: await tokenFor(anna.tenantId) };
  });
  return Promise.all([
    ...ofRoles,
    stranger.tokenFor(null).then((token) => ({ name: "stranger", token, cookie: stranger.cookie })),
  ]);
}

/** Calls that fit, so that nothing but whose the things are is a reason to refuse them. */
function requestsFor(operation: Operation, { document, berta }: World): fc.Arbitrary<ContractRequest> {
  const { ids } = berta;
  const known = {
    ...Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, [id]])),
    "If-Match": ['"1"'],
    theme: [berta.theme],
    bytes: [new TextEncoder().encode("<rss/>")],
  };
  return validRequests(operation, document, known).map((request) => about(request, ids));
}

/** What is wrong with the answer; null when nothing is. */
async function attack(
  { call, berta }: World,
  operation: Operation,
  request: ContractRequest,
  attacker: Attacker,
): Promise<string | null> {
  const { access, takesSession, method, operationId } = operation;
  const isBytes = request.body instanceof Uint8Array;
  const answer = await call(method, addressOf(operation, request), {
    ...(takesSession ? { cookie: attacker.cookie } : { token: attacker.token }),
    headers: { ...request.headers, ...(isBytes ? { "Content-Type": "application/octet-stream" } : {}) },
    body: request.body,
  });
  const named = `${attacker.name}, ${operationId}: ${answer.status} ${answer.text.slice(0, 200)}`;
  // A website is found to be another's before anything else is looked at; a stranger has no tenant.
  const refused = access === "website" ? [400, 403, 404].slice(attacker.name === "stranger" ? 0 : 1) : null;
  if (answer.status < 400 || answer.status >= 500 || refused?.includes(answer.status) === false) return named;
  return answer.text.includes(berta.name) ? `it tells of the other tenant: ${named}` : null;
}
