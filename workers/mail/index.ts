export { handleMailRequest } from "./handle-mail-request.ts";
