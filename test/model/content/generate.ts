import { seededRandom } from "#test/load/prove/random.ts";
import { operationMakers, type Draw } from "./operation-makers.ts";
import type { Operation } from "./operations.ts";
import type { World } from "./world.ts";

/** How many editors are at work at once, at most. */
const editorsMax = 4;
/** How often somebody does something with a document that another has to do with at that moment. */
const collisionShare = 0.3;

/** Batches of operations that are asked for at once; the same for the same seed, if the same has become of those before. */
export function generator(seed: number): (worlds: readonly World[]) => readonly Operation[] {
  const random = seededRandom(seed);
  let count = 0;
  const draw = (world: World): Draw => ({
    world,
    random,
    below: (bound) => Math.floor(random() * bound),
    pick: (items) => items[Math.floor(random() * items.length)],
    next: () => (count += 1),
    near: null,
    busy: new Set(),
    reserved: new Set(),
  });
  return (worlds) => {
    const operations: Operation[] = [];
    const drawn = draw(certain(worlds));
    const size = 1 + drawn.below(editorsMax);
    while (operations.length < size) {
      const near = random() < collisionShare ? (operations.flatMap(documentsOf).at(-1) ?? null) : null;
      const operation = makeOne({ ...drawn, near });
      if (operation === null) continue;
      operations.push(operation);
      for (const id of documentsOf(operation)) drawn.busy.add(id);
    }
    return operations;
  };
}

/** The first of worlds that cannot be told apart, with the publications that are the same in all of them: others are not named. */
function certain(worlds: readonly World[]): World {
  const namesOf = ({ publications }: World) =>
    publications.map(({ key, items }) => `${key} ${items.map(({ documentId }) => documentId).join()}`);
  const named = worlds.map((world) => new Set(namesOf(world)));
  const [world] = worlds;
  const names = namesOf(world!);
  return {
    ...world!,
    publications: world!.publications.filter((_, index) => named.every((each) => each.has(names[index]!))),
  };
}

const total = operationMakers.reduce((sum, { weight }) => sum + weight, 0);

function makeOne(draw: Draw): Operation | null {
  let at = draw.random() * total;
  for (const { weight, make } of operationMakers) {
    at -= weight;
    if (at < 0) return make(draw);
  }
  return null;
}

/** The documents that an operation names. */
export function documentsOf(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case "create":
      return [operation.documentId];
    case "save":
    case "restore-version":
    case "transition":
      return [operation.of.documentId];
    case "publish":
      return [...operation.publish, ...operation.unpublish].map(({ documentId }) => documentId);
    default:
      return [];
  }
}
