import { setRollout } from "./set-rollout.ts";

export const rolloutRoutes = [setRollout];
