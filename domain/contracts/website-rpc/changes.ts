import type { Deployment, PlacedDeployment } from "#domain/deployment/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { Result } from "#domain/errors/index.ts";
import type {
  ChangedBy,
  ConfigurationChange,
  ConfigurationView,
  ConfigureInput,
  Configured,
} from "../configuration.ts";
import type { ByViewer, CreatePreviewInput, OpenPreview, Preview } from "../preview.ts";
import type {
  ActivateInput,
  ChangeView,
  CreateChangeInput,
  Drained,
  ListInput,
  Page,
  RollbackInput,
  RolloutInput,
} from "../website.ts";
import type { ChangeFailure, ConfigureFailure, Known, PlacementFailure } from "./failures.ts";

/** What changes which release visitors get, and shows it before. */
export interface ChangeCalls {
  createChange(input: CreateChangeInput): Promise<Result<ChangeView, ChangeFailure>>;
  getChange(changeId: Digest): Promise<Result<ChangeView, ChangeFailure>>;
  /** A change that brings every leaf of a retained release back; to be activated, or not. */
  restore(releaseId: Digest): Promise<Result<ChangeView, ChangeFailure>>;
  /** Puts the release that the change makes on leases as a hint. Nothing that visitors get changes. */
  prepare(changeId: Digest): Promise<Result<{ readonly releaseId: Digest }, ChangeFailure>>;
  /** @param by left out by edges of the version before */
  activate(input: ActivateInput, by?: ChangedBy): Promise<Result<Deployment, PlacementFailure>>;
  rollback(input: RollbackInput, by?: ChangedBy): Promise<Result<Deployment, PlacementFailure>>;
  setRollout(input: RolloutInput): Promise<Result<Drained, PlacementFailure>>;
  getDeployment(deploymentId: string): Promise<Result<PlacedDeployment, Known | "deployment-not-found">>;
  listDeployments(input: ListInput): Promise<Result<Page<Deployment>, Known>>;
  /** What the active release is configured as. */
  readConfiguration(): Promise<Result<ConfigurationView, Known>>;
  /**
   * Changes parts of the configuration, as a deployment of its own. In force everywhere once answered. Where others changed other
   * parts meanwhile, theirs stay; the same ones: `edit-conflict`, whose facts have all sides.
   */
  configure(input: ConfigureInput): Promise<Result<Configured, ConfigureFailure>>;
  /** The last thousand deployments that changed the configuration, newest first. */
  listConfigurationChanges(input: ListInput): Promise<Result<Page<ConfigurationChange>, Known>>;
  /** Versions of secrets that a release, a change or anything else that is kept names. */
  listSecretVersions(): Promise<Result<readonly string[], Known>>;
  /** A signed token that shows a release, or what a change would make of the active one, to whoever has it. */
  createPreview(input: CreatePreviewInput & ByViewer): Promise<Result<Preview, ChangeFailure | "too-many-requests">>;
  /** Which release the token shows. One that is expired, taken back or another website's is not found. */
  openPreview(token: string): Promise<Result<OpenPreview, Known | "preview-not-found">>;
}
