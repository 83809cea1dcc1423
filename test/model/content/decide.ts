import { create, restoreVersion, save, takeFromTrash, type Decided } from "./decide-edit.ts";
import { cancel, changeState, publish, putInTrash, reschedule } from "./decide-publication.ts";
import type { Operation } from "./operations.ts";
import { rebase } from "./site.ts";
import { withDeployment, type World } from "./world.ts";

/**
 * What an operation does at the moment at which it is decided, and what its editor is answered as far as that is decided by it.
 *
 * @param isLate whether what is due at once counts as due already, or as due before the other: the clock says, whom nobody asks
 */
export function decide(world: World, operation: Operation, isLate: boolean): Decided {
  switch (operation.kind) {
    case "create":
      return create(world, operation);
    case "save":
      return save(world, operation);
    case "restore-version":
      return restoreVersion(world, operation);
    case "transition":
      if (operation.transition === "trash") return putInTrash(world, operation);
      return operation.transition === "untrash" ? takeFromTrash(world, operation) : changeState(world, operation);
    case "publish":
      return publish(world, operation, isLate);
    case "cancel":
      return cancel(world, operation);
    case "reschedule":
      return reschedule(world, operation, isLate);
    case "roll-back": {
      const undone = world.deployments.find(({ key }) => key === operation.deployment)!;
      return place(world, operation.key, rebase(world.site, undone.after, undone.before));
    }
    case "deploy":
      return place(world, operation.key, rebase(world.site, operation.from, operation.to));
  }
}

function place(world: World, key: string, site: World["site"] | null): Decided {
  if (site === null) return { world, answer: { code: "change-conflict" } };
  return { world: withDeployment(world, key, site), answer: { code: "ok" } };
}
