import type { AnyJson } from "#test/support/any-json.ts";
import { eventually } from "#test/support/eventually.ts";
import type { Operation } from "./operations.ts";
import { expectStatus, toldWithinMs, type PlatformWebsite } from "./platform-website.ts";
import { readEdited, readViews } from "./read-views.ts";
import { answerOf, sendOperation, type Names } from "./send-operation.ts";
import type { Subject } from "./subject.ts";

interface Deployed {
  readonly deploymentId: string;
  readonly releaseId: string;
  readonly undoes: string | null;
}

/** A website of a real platform, with editors who ask its API and visitors who ask its host. */
export async function platformSubject(website: PlatformWebsite): Promise<Subject> {
  const { call } = website;
  const publicationIds = new Map<string, string>();
  const deployments = new Map<string, Deployed>();
  const keys = new Map<string, string>();
  const changeIds = new Map<string, string>();
  let [last] = await readDeployments(website);
  const names: Names = {
    publicationId: (key) => publicationIds.get(key)!,
    deploymentId: (key) => deployments.get(key)!.deploymentId,
    changeId: (key) => changeIds.get(key)!,
  };

  /** What takes a call before all editors are at work. */
  async function prepare(operation: Operation): Promise<void> {
    if (operation.kind === "deploy") {
      const { restores, to, key } = operation;
      const body = { leaves: { theme: website.themes[to.theme] } };
      const change =
        restores === null
          ? await call("POST", "/changes", body)
          : await call("POST", `/releases/${deployments.get(restores)!.releaseId}/restore`);
      changeIds.set(key, expectStatus(change, 201).body.changeId);
    }
    if ("publication" in operation && !publicationIds.has(operation.publication)) {
      publicationIds.set(operation.publication, await findRest(website, operation.publication));
    }
  }

  /** Publications that are due at once, once they have ended: those that were one change together. */
  async function untilDue(operations: readonly Operation[]): Promise<string[][]> {
    const groups = new Map<string, string[]>();
    for (const { key } of operations.filter((each) => "due" in each && each.due === 0)) {
      const id = publicationIds.get(key);
      if (id === undefined) continue;
      const { state, deploymentId } = await ended(website, id);
      if (state !== "cancelled") groups.set(deploymentId ?? key, [...(groups.get(deploymentId) ?? []), key]);
    }
    for (const [deploymentId, group] of groups) keys.set(deploymentId, group.join("+"));
    return [...groups.values()];
  }

  /** Keys of what was deployed since it was asked before. */
  async function newDeployments(): Promise<(string | null)[]> {
    const found = await readDeployments(website);
    const count = found.findIndex(({ deploymentId }) => deploymentId === last!.deploymentId);
    const fresh = found.slice(0, count).toReversed();
    last = found[0];
    return fresh.map((deployment) => {
      const key = keys.get(deployment.deploymentId) ?? null;
      if (key !== null) deployments.set(key, deployment);
      return key;
    });
  }

  return {
    async perform(operations) {
      for (const operation of operations) await prepare(operation);
      const given = await Promise.all(operations.map((operation) => sendOperation(website, names, operation)));
      operations.forEach(({ key, kind }, index) => {
        const { status, body } = given[index]!;
        if (status >= 400) return;
        if (kind === "publish" || kind === "reschedule") publicationIds.set(key, body.publicationId);
        if (typeof body.deploymentId === "string" && kind !== "cancel") keys.set(body.deploymentId, key);
      });
      const due = await untilDue(operations);
      const isMoved = operations.some(({ kind }) => kind === "roll-back" || kind === "deploy");
      if (isMoved || due.length > 0 || given.some(({ status }) => status === 202)) await website.untilCurrent();
      const answers = operations.map((operation, index) => answerOf(operation, given[index]!));
      return { operations, answers, due, deployed: await newDeployments() };
    },
    view: (questions) => readViews(website, questions),
    settled: () => website.untilCurrent(),
    edited: (ids) => readEdited(website, ids),
  };
}

/** A publication that is due, once it has ended and the tables know. */
async function ended({ call }: PlatformWebsite, publicationId: string): Promise<AnyJson> {
  let found: AnyJson;
  const hasEnded = async () => {
    found = expectStatus(await call("GET", `/publications/${publicationId}`), 200).body;
    return found.endedAt !== null;
  };
  await eventually("what is due to be published", hasEnded, toldWithinMs).catch((error: unknown) => {
    throw new Error(`what is due is not published: ${JSON.stringify(found)}`, { cause: error });
  });
  return found;
}

async function readDeployments({ call }: PlatformWebsite): Promise<readonly Deployed[]> {
  return expectStatus(await call("GET", "/deployments?limit=20"), 200).body.items as Deployed[];
}

/** What remains of a publication that documents have left has an id that nobody was told: it is found by those that remain. */
async function findRest({ call }: PlatformWebsite, key: string): Promise<string> {
  const wanted = key.slice(key.indexOf(":") + 1).split(",");
  const { items } = expectStatus(await call("GET", "/publications?state=scheduled&limit=100"), 200).body;
  for (const { publicationId, documents } of items as {
    publicationId: string;
    documents: { documentId: string }[];
  }[]) {
    const ids = new Set(documents.map(({ documentId }) => documentId));
    if (ids.size === wanted.length && wanted.every((id) => ids.has(id))) return publicationId;
  }
  throw new Error(`no scheduled publication is left with ${wanted.join()}`);
}
