import { getSettings } from "./get-settings.ts";
import { updateSettings } from "./update-settings.ts";

export const tenantSettingsRoutes = [getSettings, updateSettings];
