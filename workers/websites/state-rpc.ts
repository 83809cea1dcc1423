/** The Worker's ways to the objects, which are those that the objects have to each other. */
export {
  directoryOf as directoryRpc,
  fetchWebsite,
  stateProcessOf as stateProcess,
  tenantOf as tenantRpc,
  websiteOf as websiteRpc,
} from "#durable-objects/support/placement.ts";
