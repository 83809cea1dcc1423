export { handleSiteRequest } from "./handle-site-request.ts";
export { badRequest, plainNotFound } from "./notices.ts";
