export { createPlatformWebsite } from "./platform-website.ts";
export { platformSubject } from "./platform-subject.ts";
export { ModelMismatch, runModel } from "./run-model.ts";
