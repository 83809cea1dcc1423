export { describeApi, type ApiDocument } from "./document.ts";
export { getDocs, getOpenApi } from "./serve.ts";
