const answer = (status: string) => `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;

/** What HTTP servers answer that are too busy, or fail, whatever they were asked. */
export const busyHttp = {
  "429": answer("429 Too Many Requests"),
  "500": answer("500 Internal Server Error"),
  "503": answer("503 Service Unavailable"),
};
