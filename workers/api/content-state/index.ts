import { getContentState } from "./get-content-state.ts";
import { reconcileContent } from "./reconcile-content.ts";

export const contentStateRoutes = [getContentState, reconcileContent];
