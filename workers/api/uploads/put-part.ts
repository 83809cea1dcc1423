import { fail } from "#domain/errors/index.ts";
import { arrivedPartSchema, partBytes } from "#domain/upload/index.ts";
import { uploadPartPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { mustTakeUploads, noControlPlane } from "./upload-route.ts";

/** `PUT /websites/:websiteId/uploads/:uploadId/parts/:part`, its bytes as the body. The same again replaces it. */
export const putPart = defineRoute({
  method: "PUT",
  path: "/websites/:websiteId/uploads/:uploadId/parts/:part",
  access: { kind: "website", permission: "content:write" },
  summary: "Send a part of an upload",
  answers: { 200: arrivedPartSchema },
  refusals: ["upload-not-found", "invalid-upload-status", "digest-mismatch", "payload-too-large", "uploads-busy"],
  params: uploadPartPath,
  accepts: "stream",
  async handle({ context, params: { uploadId, part }, stream, services }) {
    if (services.controlPlane === null) return noControlPlane;
    if ((stream.bytes ?? 0) > partBytes) {
      return fail("payload-too-large", `A part may have at most ${partBytes} bytes.`, { bytesMax: partBytes });
    }
    const usable = await mustTakeUploads(services, context);
    if (!usable.ok) return usable;
    const path = `/internal/uploads/${uploadId}/parts/${part}`;
    return services.controlPlane.callFor(context, { method: "PUT", path, stream });
  },
});
