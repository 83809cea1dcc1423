import { seededRandom } from "#test/load/prove/random.ts";
import { decide } from "./decide.ts";
import { comeDue, deliverNext, settle, unsettled, untold } from "./deliver.ts";
import { isUntold, type Answer, type Operation } from "./operations.ts";
import type { Subject } from "./subject.ts";
import { sync } from "./sync.ts";
import { editedViews } from "./tables-view.ts";
import { viewsOf, type Questions, type Views } from "./views.ts";
import { worldOf, type World } from "./world.ts";

/** What is wrong with a subject. */
export interface Fault {
  /** What is decided, before the site is told of it. */
  decided?(world: World, operation: Operation, before: World): World;
  /** What is about to come due. */
  due?(world: World): World;
  /** What the site is by an operation, or by being told of something. */
  placed?(world: World, before: World): World;
  viewed?(views: Views, world: World, questions: Questions): Views;
}

/** Does what the model says, in an order of its own, but for what is wrong with it. */
export function pretendedSubject(seed: number, fault: Fault = {}): Subject {
  const random = seededRandom(seed);
  let world = worldOf("plain");
  const change = (next: World) => {
    world = fault.placed === undefined || next.site === world.site ? next : fault.placed(next, world);
  };
  const decideOne = (operation: Operation): Answer => {
    const { world: decided, answer } = decide(world, operation, random() < 0.5);
    change(answer.code === "ok" ? (fault.decided?.(decided, operation, world) ?? decided) : decided);
    return answer;
  };
  const told = (operation: Operation, answer: Answer): Answer => {
    if (answer.code !== "ok" || !["publish", "cancel", "reschedule"].includes(operation.kind)) return answer;
    const key = operation.kind === "cancel" ? operation.publication : operation.key;
    const { state } = world.publications.find((each) => each.key === key)!;
    const code = state === "failed" ? world.ended.get(key)!.code! : "ok";
    return code === "ok" ? { ...answer, state } : { code };
  };
  return {
    async perform(operations) {
      const before = world.deployments.length;
      const left = operations.map((_, index) => index);
      const answers: Answer[] = [];
      const due: string[][] = [];
      while (left.length > 0 || untold(world).length > 0) {
        if (left.length > 0 && (untold(world).length === 0 || random() < 0.5)) {
          const [index] = left.splice(Math.floor(random() * left.length), 1);
          answers[index!] = decideOne(operations[index!]!);
        } else change(deliverNext(world));
      }
      const all = operations.map((operation, index) => told(operation, answers[index]!));
      const keys = [...world.held].filter(([, { due: at }]) => at === 0).map(([key]) => key);
      if (keys.length > 0) {
        world = fault.due?.(world) ?? world;
        change(comeDue(world, keys));
        const isRefused = world.ended.get(keys[0]!)!.state === "failed";
        due.push(...(isRefused ? keys.map((key) => [key]) : [keys]));
      }
      change(sync(unsettled(world).reduce(settle, world)));
      const deployed = world.deployments.slice(before).map(({ key }) => (isUntold(key) ? null : key));
      return { operations, answers: all, due, deployed };
    },
    view: async (questions) => {
      const views = viewsOf(world.site, questions);
      return fault.viewed?.(views, world, questions) ?? views;
    },
    settled: async () => {},
    edited: async (ids) => editedViews(world, ids),
  };
}
