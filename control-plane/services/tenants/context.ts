import type { AuditActor } from "#domain/audit/index.ts";
import type { CallOrigin } from "#domain/contracts/index.ts";
import type { Database } from "../../database/index.ts";
import type { TenantEdge } from "../../drivers/edge/index.ts";
import type { Log } from "../../log.ts";
import type { SchemaServices } from "../tenant-schemas/index.ts";

/** What tells a Tenant object of its state. */
export interface PushServices {
  readonly database: Database;
  readonly edge: TenantEdge;
  readonly log: Log;
}

/** What tenants are made, kept and removed with. */
export interface TenantServices extends PushServices, SchemaServices {
  /** How long a tenant that is being taken down keeps its data. */
  readonly graceSeconds: number;
}

/** Who does it and from where, for the audit log. */
export interface Acting {
  readonly actor: AuditActor;
  /** Null for what the platform does by itself. */
  readonly origin: CallOrigin | null;
  /** Whether it is done for the platform, whose own log tells of it then too. */
  readonly forPlatform: boolean;
}
