import type { Result } from "#domain/errors/index.ts";
import type { WebsiteStatus } from "#domain/website/index.ts";
import type {
  CloneWebsiteInput,
  ContentParts,
  ExportReleaseInput,
  ExportedRelease,
  ReadContentInput,
} from "../clone.ts";
import type {
  CreateWebsiteInput,
  Drained,
  EditHostnamesInput,
  FollowTenantInput,
  GivenUp,
  UpdateWebsiteInput,
  Website,
} from "../website.ts";
import type { Known, PlacementFailure, StatusFailure, Unreserved } from "./failures.ts";

/** Whether a tenant's websites are to be served, as of this version of its state. */
export interface TenantWord {
  readonly tenantId: string;
  readonly version: number;
  readonly isOpen: boolean;
}

/** On whose behalf a status is set. */
export interface SetStatusOptions {
  /** Whether the platform does so, which alone closes a website as `suspended` and opens it again; so it is where this is absent. */
  readonly byPlatform?: boolean;
}

/** From its creation to its end: status, names, and what its tenant says. */
export interface LifecycleCalls {
  /**
   * Creates the website, or answers as before when it exists with the same properties. Claims its hostnames.
   * @param untilMs when its tenant's room for it runs out, in milliseconds since the epoch: nothing is begun after that
   */
  create(
    input: CreateWebsiteInput,
    untilMs?: number,
  ): Promise<
    Result<
      Website,
      | Known
      | "website-exists"
      | "hostname-taken"
      | "release-not-found"
      | "invalid-theme"
      | "blob-not-found"
      | Unreserved
    >
  >;
  /**
   * Creates the website with the release of another of the same tenant, or answers as before. Its content comes in slices, by digest:
   * of a large one the answer says that it is still `provisioning`, and how far it is, and it goes on by itself.
   * @param untilMs as for `create`
   */
  clone(
    input: CloneWebsiteInput,
    untilMs?: number,
  ): Promise<
    Result<
      Website,
      Known | "website-exists" | "hostname-taken" | "invalid-transition" | "release-not-found" | Unreserved
    >
  >;
  /** For another website of the same tenant to copy: what makes the release. Kept for a week from now on. */
  exportRelease(
    input: ExportReleaseInput,
  ): Promise<Result<ExportedRelease, Known | "invalid-transition" | "release-not-found">>;
  /** Nodes and records of an exported release, by digest. Also of a website that was deleted meanwhile. */
  readContent(input: ReadContentInput): Promise<Result<ContentParts, Known | "release-not-found">>;
  describe(): Promise<Result<Website, Known>>;
  setStatus(status: WebsiteStatus, options?: SetStatusOptions): Promise<Result<Drained, StatusFailure>>;
  /** @param untilMs as for `create` */
  setHostnames(hostnames: readonly string[], untilMs?: number): Promise<Result<Drained, PlacementFailure | Unreserved>>;
  /** @param untilMs as for `create`. Fails with `version-mismatch` unless the website is as it was read, or all is so already; as `editHostnames` for too many. */
  update(
    input: UpdateWebsiteInput,
    untilMs?: number,
  ): Promise<Result<Website, PlacementFailure | Unreserved | "version-mismatch" | "invalid-request">>;
  /** @param untilMs as for `create`. Fails with `last-hostname` when none would be left, `invalid-request` when more would be than may. */
  editHostnames(
    input: EditHostnamesInput,
    untilMs?: number,
  ): Promise<Result<Website, PlacementFailure | Unreserved | "last-hostname" | "invalid-request">>;
  /**
   * Gives up the hostnames of a website that is deleted, before their time; of one that is not, the hostname given where it only leads
   * to another. What a website is served at it keeps.
   */
  giveUpHostnames(hostname?: string): Promise<Result<GivenUp, "storage-full">>;
  /** Follows its tenant to another subdomain; names before lead to the new ones. Again, it changes nothing. */
  followTenant(input: FollowTenantInput): Promise<Result<Drained | null, PlacementFailure | Unreserved>>;
  /**
   * Deletes the website with its tenant and gives up its hostnames at once; where there is none, sees to it that none is ever made.
   * Repeatable. Fails with `website-not-found` where it is another tenant's.
   */
  takeAway(tenantId: string): Promise<Result<null, "website-not-found" | "storage-full">>;
  /**
   * What a tenant's object says of all its websites: those of a tenant that is not active are closed to visitors, whatever their own
   * status, which they keep. Taken note of before the website exists too, and of tenants that it turns out not to be of, which
   * means nothing. In force everywhere once answered; an older word than the last changes nothing.
   */
  heedTenant(word: TenantWord): Promise<Result<{ readonly isDeleted: boolean }, "storage-full">>;
}
