import { deleteFlag } from "./delete-flag.ts";
import { deleteVariable } from "./delete-variable.ts";
import { getConfiguration } from "./get-configuration.ts";
import { listConfigurationChanges } from "./list-configuration-changes.ts";
import { listFlags } from "./list-flags.ts";
import { listVariables } from "./list-variables.ts";
import { setFlag } from "./set-flag.ts";
import { setVariable } from "./set-variable.ts";
import { updateSettings } from "./update-settings.ts";

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
