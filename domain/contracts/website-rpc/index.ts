import type { ChangeCalls } from "./changes.ts";
import type { ContentCalls } from "./content.ts";
import type { LifecycleCalls } from "./lifecycle.ts";
import type { ServingCalls } from "./serving.ts";

export type {
  BranchFailure,
  ChangeFailure,
  CloseBranchFailure,
  ConfigureFailure,
  PlacementFailure,
  PublishFailure,
  ScheduleFailure,
  StatusFailure,
  Unreserved,
} from "./failures.ts";
export type { SetStatusOptions, TenantWord } from "./lifecycle.ts";
export type { Asset, LeaseAnswer, LeaseInput, ReadPageInput, ReadTrafficInput, TrafficPage } from "./serving.ts";

/**
 * What the Website object answers, by RPC: to edges directly on Cloudflare, through the state process
 * self-hosted. Types are the wire's: versions N and N-1 must understand one another.
 */
export interface WebsiteRpc extends LifecycleCalls, ChangeCalls, ContentCalls, ServingCalls {}
