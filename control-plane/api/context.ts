import type { Assertion } from "#domain/contracts/index.ts";
import type { Database } from "../database/index.ts";
import type { MailFolder } from "../drivers/mail/index.ts";
import type { HealthBoard } from "../health/index.ts";
import type { Log } from "../log.ts";
import type { IdentityServices } from "../identity/index.ts";
import type { EnvironmentServices } from "../services/environment/index.ts";
import type { ExportServices } from "../services/exports/index.ts";
import type { ImportServices } from "../services/imports/index.ts";
import type { UploadServices } from "../services/uploads/index.ts";
import type { ProvisioningServices } from "../provisioning/index.ts";
import type { ClusterServices } from "../services/clusters/index.ts";

export interface ControlPlaneServices {
  readonly database: Database;
  /** Shared with edges and objects. */
  readonly secret: string;
  readonly imports: ImportServices;
  readonly exports: ExportServices;
  readonly uploads: UploadServices;
  /** Answers requests to signed addresses of blobs; null where that is not ours to do. */
  readonly serveSigned: ((request: Request) => Promise<Response>) | null;
  readonly identity: IdentityServices;
  readonly environment: EnvironmentServices;
  readonly tenants: ProvisioningServices & ClusterServices;
  /** Null where mails are delivered. */
  readonly mailFolder: MailFolder | null;
  readonly health: HealthBoard;
  /** False until the database's schema is up to date. */
  isReady(): boolean;
  readonly log: Log;
}

export interface ControlPlaneVariables {
  readonly requestId: string;
  /** Who is asking: set for every route below `/internal`. */
  readonly assertion: Assertion;
}
