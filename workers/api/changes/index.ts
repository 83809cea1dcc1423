import { createChange } from "./create-change.ts";
import { getChange } from "./get-change.ts";
import { prepareChange } from "./prepare-change.ts";

export const changeRoutes = [createChange, getChange, prepareChange];
