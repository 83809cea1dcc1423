import { createTheme } from "./create-theme.ts";

export const themeRoutes = [createTheme];
