export { connectServer } from "./connect-server.ts";
export { clientOf, connectionTo } from "./server-client.ts";
export { tlsOf, type ServerTls } from "./server-tls.ts";
