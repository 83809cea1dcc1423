import type { Database } from "../../database/index.ts";
import type { SecretEdge } from "../../drivers/edge/index.ts";
import type { MasterKeys } from "../secrets/index.ts";

/** What variables' secrets are kept with. */
export interface EnvironmentServices {
  readonly database: Database;
  readonly masterKeys: MasterKeys;
  readonly edge: SecretEdge;
}
