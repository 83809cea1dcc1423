import type { Route } from "../route.ts";
import { cancelPublication } from "./cancel-publication.ts";
import { createPublication, deployContent } from "./create-publication.ts";
import { documentStateRoutes } from "./document-state-routes.ts";
import { getPublication } from "./get-publication.ts";
import { listPublications } from "./list-publications.ts";
import { previewDocument } from "./preview-document.ts";
import { publishDocument } from "./publish-document.ts";
import { reschedulePublication } from "./reschedule-publication.ts";
import { scheduleDocument } from "./schedule-document.ts";
import { unpublishDocument } from "./unpublish-document.ts";

export const publicationRoutes: readonly Route[] = [
  publishDocument,
  unpublishDocument,
  scheduleDocument,
  ...documentStateRoutes,
  previewDocument,
  createPublication,
  deployContent,
  listPublications,
  getPublication,
  reschedulePublication,
  cancelPublication,
];
