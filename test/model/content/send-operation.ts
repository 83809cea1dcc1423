import type { Answered } from "#test/integration/api/client.ts";
import type { CopyChanges } from "./copy.ts";
import type { Answer, Due, Operation, Ref } from "./operations.ts";
import type { PlatformWebsite } from "./platform-website.ts";

/** How what the model names is called by the platform. */
export interface Names {
  publicationId(key: string): string;
  deploymentId(key: string): string;
  /** The change that was prepared for an operation. */
  changeId(key: string): string;
}

/** Asks for an operation as an editor does. */
export function sendOperation({ call }: PlatformWebsite, names: Names, operation: Operation): Promise<Answered> {
  switch (operation.kind) {
    case "create": {
      const { stamp: _, text, terms, ...rest } = operation.copy;
      const document = { ...rest, documentId: operation.documentId, termIds: terms, body: bodyOf(text) };
      return call("POST", "/documents", { document });
    }
    case "save":
      return call("PATCH", at(operation.of), { changes: changesOf(operation.changes) }, match(operation.of));
    case "restore-version":
      return call("POST", `${at(operation.of)}/versions/${operation.version}/restore`, undefined, match(operation.of));
    case "transition": {
      const [method, place] = transitionPlaces[operation.transition];
      return call(method, `${at(operation.of)}/${place}`, undefined, match(operation.of));
    }
    case "publish": {
      const { publish, unpublish, due } = operation;
      return call("POST", "/publications", { publish, unpublish, ...(due === null ? {} : { dueAt: instantOf(due) }) });
    }
    case "cancel":
      return call("DELETE", `/publications/${names.publicationId(operation.publication)}`);
    case "reschedule": {
      const below = `/publications/${names.publicationId(operation.publication)}`;
      return call("PATCH", below, { dueAt: instantOf(operation.due) });
    }
    case "roll-back":
      return call("POST", `/deployments/${names.deploymentId(operation.deployment)}/rollback`, {});
    case "deploy":
      return call("POST", "/deployments", { changeId: names.changeId(operation.key) });
  }
}

const transitionPlaces = {
  submit: ["POST", "review"],
  withdraw: ["DELETE", "review"],
  archive: ["POST", "archive"],
  unarchive: ["DELETE", "archive"],
  trash: ["POST", "trash"],
  untrash: ["POST", "untrash"],
} as const;

function at({ documentId }: Ref): string {
  return `/documents/${documentId}`;
}

function match({ version }: Ref): Readonly<Record<string, string>> {
  return { "If-Match": `"${version}"` };
}

function changesOf({ text, terms, ...rest }: CopyChanges) {
  return {
    ...rest,
    ...(text === undefined ? {} : { body: bodyOf(text) }),
    ...(terms === undefined ? {} : { termIds: terms }),
  };
}

function bodyOf(text: string) {
  return { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] };
}

function instantOf(due: Due): string {
  return new Date(due === 0 ? nextSecondMs() : due).toISOString();
}

/** One that has begun already where it is near: sometimes it comes due at once, sometimes it is waited for. */
function nextSecondMs(): number {
  return Math.round(Date.now() / 1_000) * 1_000;
}

/** What the platform answered, as the model foretells it. */
export function answerOf({ kind }: Operation, { status, body }: Answered): Answer {
  if (status >= 400) return { code: String(body.type).split(":").at(-1)! };
  switch (kind) {
    case "roll-back":
    case "deploy":
      return { code: "ok" };
    case "publish":
    case "cancel":
    case "reschedule": {
      const items = body.documents as { readonly documentId: string; readonly version: number | null }[];
      const versions = items.flatMap(({ documentId, version }) => (version === null ? [] : [[documentId, version]]));
      return { code: "ok", versions: Object.fromEntries(versions), state: body.state };
    }
    default:
      return { code: "ok", version: body.version, state: body.state };
  }
}
