import { decide } from "./decide.ts";
import { comeDue, deliverNext, settle, unsettled, untold } from "./deliver.ts";
import { keyOfCopy } from "./copy.ts";
import { isUntold, type Answer, type Operation } from "./operations.ts";
import { sync } from "./sync.ts";
import { copyOf, type World } from "./world.ts";

/** What has become of operations that were asked for at once. */
export interface Outcome {
  readonly operations: readonly Operation[];
  /** As many. */
  readonly answers: readonly Answer[];
  /** Publications that came due meanwhile, those that were one change together; one that the site refused is alone. */
  readonly due: readonly (readonly string[])[];
  /** Keys of what was deployed, in that order; null for what nobody was told the id of. */
  readonly deployed: readonly (string | null)[];
}

/** More steps than this are not looked at: so many operations are not asked for at once. */
const stepsMax = 200_000;

interface Node {
  readonly world: World;
  /** Indexes of operations that are not decided yet. */
  readonly left: readonly number[];
  readonly due: Outcome["due"];
}

/**
 * Every world that the operations can have led to, done one after the other in any order that explains what each editor was answered and
 * what was deployed when; none if there is no such order. Between them what the platform does by itself happens at any moment: the site is
 * told of what was decided, what is due comes due, and the tables follow the site.
 */
export function explain(before: World, outcome: Outcome): readonly World[] {
  const ends = new Map<string, World>();
  const seen = new Set<string>();
  const open: Node[] = [{ world: before, left: outcome.operations.map((_, index) => index), due: outcome.due }];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const key = keyOf(before, node);
    if (seen.has(key)) continue;
    if (seen.add(key).size > stepsMax) throw new Error("too many ways to explain what happened");
    const steps = stepsFrom(node, outcome).filter(({ world }) => isInOrder(before, world, outcome));
    open.push(...steps);
    if (node.left.length > 0 || node.due.length > 0 || untold(node.world).length > 0) continue;
    const world = sync(unsettled(node.world).reduce(settle, node.world));
    if (world.deployments.length - before.deployments.length !== outcome.deployed.length) continue;
    if (!areAnswered(world, outcome, true) || hasDueLeft(world)) continue;
    ends.set(keyOf(before, { world, left: [], due: [] }), world);
  }
  return [...ends.values()];
}

function stepsFrom({ world, left, due }: Node, outcome: Outcome): Node[] {
  const steps: Node[] = [];
  for (const index of left) {
    const operation = outcome.operations[index]!;
    for (const isLate of isByClock(operation) ? [false, true] : [false]) {
      const decided = decide(world, operation, isLate);
      if (!agrees(operation, decided.answer, outcome.answers[index]!)) continue;
      steps.push({ world: decided.world, left: left.filter((each) => each !== index), due });
    }
  }
  if (untold(world).length > 0) {
    const told = deliverNext(world);
    if (areAnswered(told, outcome, false)) steps.push({ world: told, left, due });
  }
  for (const keys of due) {
    if (keys.every((key) => world.held.has(key)))
      steps.push({ world: comeDue(world, keys), left, due: due.filter((each) => each !== keys) });
  }
  for (const key of unsettled(world)) steps.push({ world: settle(world, key), left, due });
  if (isMoved(outcome)) steps.push({ world: sync(world), left, due });
  return steps;
}

/** Whether what is due at once may be due already. */
function isByClock({ kind }: Operation): boolean {
  return kind === "publish" || kind === "reschedule";
}

function isMoved({ operations, due }: Outcome): boolean {
  return due.length > 0 || operations.some(({ kind }) => kind === "roll-back" || kind === "deploy");
}

/** What is due was waited for: it was published, or taken back. */
function hasDueLeft({ held }: World): boolean {
  return [...held.values()].some(({ due }) => due === 0);
}

/** What is said of a publication is known only once its site was told. */
function agrees({ kind }: Operation, foretold: Answer, given: Answer): boolean {
  const isTold = kind === "publish" || kind === "cancel" || kind === "reschedule";
  if (foretold.code !== "ok" || !isTold) {
    return foretold.code === given.code && foretold.version === given.version && foretold.state === given.state;
  }
  const { versions } = foretold;
  if (given.code !== "ok") return given.code === "invalid-record";
  return versions === undefined || Object.entries(versions).every(([id, version]) => given.versions?.[id] === version);
}

/** Whether publications stand as those who asked for them were told; what waits for its time may have ended before they were. */
function areAnswered({ publications }: World, { operations, answers }: Outcome, isOver: boolean): boolean {
  return operations.every((operation, index) => {
    const { code, state: given } = answers[index]!;
    const key = operation.kind === "cancel" ? operation.publication : operation.key;
    const state = publications.find((each) => each.key === key)?.state;
    if (state === undefined || operation.kind === "transition") return true;
    if (state === "waiting" || state === "withdrawing") return !isOver;
    if (state === "failed" && code !== "ok") return code === "invalid-record";
    if (code !== "ok") return operation.kind === "cancel" || state === "scheduled";
    // Read again once its site was told: what others decided meanwhile shows.
    const mayHaveMoved = !isOver && state === "scheduled";
    return given === state || mayHaveMoved || given === "waiting" || given === "withdrawing" || given === "scheduled";
  });
}

function isInOrder(before: World, { deployments }: World, { deployed }: Outcome): boolean {
  const made = deployments.slice(before.deployments.length).map(({ key }) => key);
  return made.every((key, index) => deployed[index] === (isUntold(key) ? null : key));
}

/** Worlds that have come from one are the same if these are. */
function keyOf(before: World, { world, left, due }: Node): string {
  const rows = [...world.rows]
    .filter(([id, row]) => before.rows.get(id) !== row)
    .map(([id, row]) => [id, { ...row, copies: null }, keyOfCopy(copyOf(row))]);
  const publications = world.publications.map(({ key, state, displaced }) => [key, state, displaced]);
  const deployed = world.deployments.slice(before.deployments.length).map(({ key }) => key);
  return JSON.stringify([left, due, rows, publications, deployed]);
}
