export { createPlatformWebsite } from "./platform-website.ts";
export { platformSubject } from "./platform-subject.ts";
export { ModelMismatch, runModel, type ModelRun, type ModelSummary } from "./run-model.ts";
export type { Subject } from "./subject.ts";
