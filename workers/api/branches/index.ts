import { closeBranch } from "./close-branch.ts";
import { createBranch } from "./create-branch.ts";
import { dropBranch } from "./drop-branch.ts";
import { editBranch } from "./edit-branch.ts";
import { getBranch } from "./get-branch.ts";
import { lookupPaths } from "./lookup-paths.ts";

export const branchRoutes = [createBranch, getBranch, dropBranch, editBranch, lookupPaths, closeBranch];
