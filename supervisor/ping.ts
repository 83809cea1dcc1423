import { request } from "node:http";
import type { PingAnswer } from "./watchdog.ts";

/**
 * Asks for `/health` over a unix socket.
 *
 * @param timeoutMs how long to wait for the answer's head, in milliseconds
 * @returns healthy for 200, busy for any other answer, silent for none; never throws
 */
export function pingSocket(socketPath: string, timeoutMs: number): Promise<PingAnswer> {
  return new Promise((resolve) => {
    const call = request({ socketPath, path: "/health", headers: { Host: "health" }, agent: false }, (response) => {
      response.resume();
      response.on("error", () => {});
      finish(response.statusCode === 200 ? "healthy" : "busy");
    });
    const timer = setTimeout(() => {
      finish("silent");
      call.destroy();
    }, timeoutMs);
    const finish = (answer: PingAnswer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    call.on("error", () => finish("silent"));
    call.end();
  });
}
