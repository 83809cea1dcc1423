import type { Socket } from "node:net";

/** SSLRequest. @see https://www.postgresql.org/docs/current/protocol-message-formats.html */
const question = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/**
 * Asks a server of Postgres whether it speaks TLS, as the first thing on a connection: then it is its turn to. Throws when it answers
 * anything but yes or no. What came after its answer, unencrypted, would be somebody else's.
 */
export async function askForTls(socket: Socket): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const fail = () => reject(new Error("the server ended the connection"));
  // Nothing is lost until somebody listens again: it is for the client to speak next.
  socket.once("data", resolve).once("error", reject).once("close", fail);
  socket.write(question);
  try {
    const answer = (await promise).toString("latin1");
    if (answer !== "S" && answer !== "N") throw new Error("the server does not say whether it speaks TLS");
    return answer === "S";
  } finally {
    socket.off("error", reject).off("close", fail);
  }
}
