import type { Platform } from "#supervisor/index.ts";
import { callApi } from "#test/integration/api/client.ts";
import type { KnownValues } from "#test/support/contract/arbitrary-of.ts";

/** So many documents are there for each operation that changes where they stand: one call, and it has changed. */
const each = 3;
const later = "2099-01-01T09:00:00.000Z";
const body = { type: "doc", content: [] };

/** Values for operations that publish: a website of their own, whose documents stand where each begins. */
export async function publicationValues(
  platform: Platform,
  theme: string,
): Promise<readonly (readonly [string, KnownValues])[]> {
  const call = async (method: string, path: string, given?: unknown, headers: Record<string, string> = {}) => {
    const answer = await callApi(platform, method, path, given, headers);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as Record<string, string>;
  };
  const hostnames = ["publications.contract.localhost"];
  const { websiteId } = await call("POST", "/websites", { name: "Publications", hostnames, theme });
  const site = `/websites/${websiteId}`;
  type Steps = readonly (readonly [string, unknown])[];
  const documents = (name: string, ...steps: Steps) => documentsOf("page", name, ...steps);
  const documentsOf = async (type: "page" | "post", name: string, ...steps: Steps) => {
    const ids = Array.from({ length: each }, (_, index) => `${name}-${index}`);
    for (const documentId of ids) {
      await call("POST", `${site}/documents`, { document: { documentId, type, title: documentId, body } });
      for (const [step, given] of steps) {
        await call("POST", `${site}/documents/${documentId}/${step}`, given, { "If-Match": '"1"' });
      }
    }
    return { WebsiteId: [websiteId], RecordId: ids, "If-Match": ['"1"'] };
  };
  const scheduled = async (name: string) => {
    const { RecordId: ids } = await documents(name);
    const made = ids.map((documentId) =>
      call("POST", `${site}/publications`, { publish: [{ documentId, version: 1 }], dueAt: later }),
    );
    return { WebsiteId: [websiteId], PublicationId: (await Promise.all(made)).map((one) => one["publicationId"]) };
  };
  const at = { dueAt: [later], localTime: [undefined] };
  const together = async (name: string) => {
    const { WebsiteId, RecordId: ids } = await documents(name);
    const publish = ids.map((documentId) => [{ documentId, version: 1 }]);
    return { WebsiteId, publish, unpublish: [undefined], dueAt: [undefined], localTime: [undefined] };
  };
  const of = "WebsitesByWebsiteIdDocumentsByDocumentId";
  const publications = "WebsitesByWebsiteIdPublications";
  const whole = { document: [{ title: "Whole", body }], slug: [undefined] };
  return [
    ["putWebsitesByWebsiteIdPagesByDocumentId", { ...(await documents("whole-page")), ...whole }],
    ["putWebsitesByWebsiteIdPostsByDocumentId", { ...(await documentsOf("post", "whole-post")), ...whole }],
    ["deleteWebsitesByWebsiteIdPagesByDocumentId", await documents("gone-page")],
    ["deleteWebsitesByWebsiteIdPostsByDocumentId", await documentsOf("post", "gone-post")],
    [`post${of}Publish`, await documents("publish")],
    [`post${of}Unpublish`, await documents("unpublish", ["publish", {}])],
    [`post${of}Schedule`, { ...(await documents("schedule")), ...at }],
    [`post${of}Review`, await documents("submit")],
    [`delete${of}Review`, await documents("withdraw", ["review", {}])],
    [`post${of}Archive`, await documents("archive")],
    [`delete${of}Archive`, await documents("unarchive", ["archive", {}])],
    [`post${of}Preview`, await documents("preview")],
    [`post${publications}`, await together("together")],
    ["postDeploymentsContent", await together("deployed")],
    [`get${publications}`, { WebsiteId: [websiteId], cursor: ["1"] }],
    [`get${publications}ByPublicationId`, await scheduled("get")],
    [`patch${publications}ByPublicationId`, { ...(await scheduled("reschedule")), ...at }],
    [`delete${publications}ByPublicationId`, await scheduled("cancel")],
  ];
}
