import { deleteFlag, listFlags, setFlag } from "./flag-routes.ts";
import { getConfiguration } from "./get-configuration.ts";
import { listConfigurationChanges } from "./list-configuration-changes.ts";
import { updateSettings } from "./update-settings.ts";
import { deleteVariable, listVariables, setVariable } from "./variable-routes.ts";

export const configurationRoutes = [
  getConfiguration,
  updateSettings,
  listConfigurationChanges,
  listFlags,
  setFlag,
  deleteFlag,
  listVariables,
  setVariable,
  deleteVariable,
];
