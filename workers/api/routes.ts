import { authRoutes } from "./auth/index.ts";
import { adminHealthRoutes } from "./admin-health/index.ts";
import { adminTenantRoutes } from "./admin-tenants/index.ts";
import { auditRoutes } from "./audit/index.ts";
import { branchRoutes } from "./branches/index.ts";
import { blobRoutes } from "./blobs/index.ts";
import { changeRoutes } from "./changes/index.ts";
import { configurationRoutes } from "./configuration/index.ts";
import { deploymentRoutes } from "./deployments/index.ts";
import { contentStateRoutes } from "./content-state/index.ts";
import { documentRoutes } from "./documents/index.ts";
import { exportRoutes } from "./exports/index.ts";
import { importRoutes } from "./imports/index.ts";
import { invitationRoutes } from "./invitations/index.ts";
import { mediaRoutes } from "./media/index.ts";
import { memberRoutes } from "./members/index.ts";
import { peopleRoutes } from "./people/index.ts";
import { publicationRoutes } from "./publications/index.ts";
import { previewRoutes } from "./previews/index.ts";
import { recordRoutes } from "./records/index.ts";
import { releasedRoutes } from "./released/index.ts";
import { releaseRoutes } from "./releases/index.ts";
import { rolloutRoutes } from "./rollouts/index.ts";
import { tenantRoutes } from "./tenant/index.ts";
import { tenantSettingsRoutes } from "./tenant-settings/index.ts";
import { themeRoutes } from "./themes/index.ts";
import { uploadRoutes } from "./uploads/index.ts";
import { websiteRoutes } from "./websites/index.ts";
import type { Route } from "./route.ts";

/** Every route of the API but `/health`; each asks for a caller. */
export const apiRoutes: readonly Route[] = [
  ...authRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...peopleRoutes,
  ...adminTenantRoutes,
  ...adminHealthRoutes,
  ...tenantRoutes,
  ...tenantSettingsRoutes,
  ...auditRoutes,
  ...websiteRoutes,
  ...documentRoutes,
  ...publicationRoutes,
  ...contentStateRoutes,
  ...recordRoutes,
  ...releasedRoutes,
  ...branchRoutes,
  ...configurationRoutes,
  ...changeRoutes,
  ...deploymentRoutes,
  ...importRoutes,
  ...exportRoutes,
  ...releaseRoutes,
  ...previewRoutes,
  ...rolloutRoutes,
  ...blobRoutes,
  ...uploadRoutes,
  ...mediaRoutes,
  ...themeRoutes,
];
