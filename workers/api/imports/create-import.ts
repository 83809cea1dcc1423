import { z } from "zod";
import { roleMay } from "#domain/access/index.ts";
import { importFileBytesMax, importFormatSchema, importSchema, importSourceUrlSchema } from "#domain/import/index.ts";
import { fail } from "#domain/errors/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import { apiBasePath, websitePath } from "../paths.ts";
import { idFor } from "../idempotency.ts";
import { defineRoute } from "../route.ts";
import { passOn } from "./pass-on.ts";

const flag = z.enum(["true", "false"]);
const fileTypes = new Set([
  "application/xml",
  "text/xml",
  "application/json",
  "application/zip",
  "application/gzip",
  "application/octet-stream",
]);
/** Of files that came without one. */
const fileNames = { wxr: "import.xml", ghost: "import.json", markdown: "import.zip", archive: "import.zip" } as const;

/**
 * `POST /websites/:websiteId/imports?format&dryRun&fetchMedia&sourceUrl&fileName`, the file as the body, XML and JSON as they are or packed by gzip:
 * 202 once it is safely stored. It is read afterwards; visitors see nothing of it until it is activated.
 */
export const createImport = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/imports",
  access: { kind: "website", permission: "content:write" },
  summary: "Import a file",
  answers: { 202: importSchema },
  refusals: ["too-many-requests"],
  headers: ["Idempotency-Key"],
  params: websitePath,
  query: z.strictObject({
    format: importFormatSchema,
    dryRun: flag.default("false"),
    /** Left out, all but dry runs fetch the files that content refers to. */
    fetchMedia: flag.optional(),
    sourceUrl: importSourceUrlSchema.optional(),
    fileName: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^/\\\u0000-\u001f\u007f]+$/, "must be a file name without folders")
      .optional(),
  }),
  accepts: "stream",
  async handle(call) {
    const { context, params, query, services, stream } = call;
    if (query.format === "archive" && !mayReplaceAll(context)) {
      return fail("forbidden", "An archive replaces all of a website: that is for its owners and administrators.");
    }
    const type = (stream.contentType ?? "").split(";")[0]!.trim().toLowerCase();
    if (!fileTypes.has(type)) {
      return fail("unsupported-media-type", `Send the file as one of ${[...fileTypes].join(", ")}.`);
    }
    if ((stream.bytes ?? 0) > importFileBytesMax) {
      const detail = `The file may have at most ${importFileBytesMax} bytes.`;
      return fail("payload-too-large", detail, { bytesMax: importFileBytesMax });
    }
    const key = idFor(call, undefined, `import of ${params.websiteId}`);
    if (!key.ok) return key;
    const fileName = query.fileName ?? fileNames[query.format];
    const search = new URLSearchParams({
      ...query,
      fileName,
      ...(key.value === null ? {} : { idempotencyKey: key.value }),
    });
    const received = await passOn(services, context, {
      method: "POST",
      path: `/internal/imports?${search}`,
      stream,
    });
    if (!received.ok) return received;
    const { importId } = z.object({ importId: z.string() }).parse(received.value.body);
    const headers = { Location: `${apiBasePath}/websites/${params.websiteId}/imports/${importId}` };
    return { ok: true, value: { status: 202, body: received.value.body, headers } };
  },
});

/** Those who act for the platform were asked what they may; of a tenant's people the editors may write content and no more. */
function mayReplaceAll({ role }: WebsiteContext): boolean {
  return role === null || roleMay(role, "websites:write");
}
