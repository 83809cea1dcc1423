import type { EditedView } from "./tables-view.ts";
import type { Outcome } from "./explain.ts";
import type { Operation } from "./operations.ts";
import type { Questions, Views } from "./views.ts";

/** What is held against the model: a platform, or something that is wrong on purpose. */
export interface Subject {
  /** Asks for all of it at once, and waits until nothing of it is under way any more. */
  perform(operations: readonly Operation[]): Promise<Outcome>;
  view(questions: Questions): Promise<Views>;
  /** Once what editors see has followed all that visitors see. */
  settled(): Promise<void>;
  edited(ids: readonly string[]): Promise<Readonly<Record<string, EditedView | null>>>;
}
