import {
  settingsDefaults,
  type Configuration,
  type Environment,
  type StoredConfiguration,
} from "#domain/configuration/index.ts";
import type { ConfigurationChange, ConfigurationView, ListInput, Page } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";

type Read<Value> = Result<Value, "website-not-found" | "website-deleted">;

export function readConfiguration(context: WebsiteContext): Read<ConfigurationView> {
  const usable = usableWebsite(context);
  return usable.ok ? ok(viewConfiguration(context, usable.value.activeReleaseId)) : usable;
}

/** What a retained release is configured as. */
export function viewConfiguration({ releases }: WebsiteContext, releaseId: Digest): ConfigurationView {
  const digest = releases.leavesOf(releaseId)!.configuration;
  const { flags, environment = {}, ...settings } = configurationOf(releases.value<StoredConfiguration>(digest)!);
  return { digest, releaseId, settings, flags, environment: environment as Environment };
}

/** Configurations that were stored before something came have its default. */
export function configurationOf(stored: StoredConfiguration): Configuration {
  return { ...settingsDefaults, flags: {}, ...stored } as unknown as Configuration;
}

/** Of all that is kept, whichever release or change it is of: a rollback may bring it back. */
export function listSecretVersions(context: WebsiteContext): Read<readonly string[]> {
  const usable = usableWebsite(context);
  return usable.ok ? ok(context.releases.secretVersions()) : usable;
}

export function listConfigurationChanges(context: WebsiteContext, input: ListInput): Read<Page<ConfigurationChange>> {
  const usable = usableWebsite(context);
  return usable.ok ? ok(context.configurationHistory.list(input)) : usable;
}
