export { describeApi } from "./document.ts";
export { getDocs, getOpenApi } from "./serve.ts";
