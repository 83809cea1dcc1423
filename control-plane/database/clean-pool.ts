import pg from "pg";

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/**
 * A pool whose connections carry nothing over from one user to the next: no setting, role, cursor, prepared statement, temporary
 * table, lock nor listener. One that cannot be cleaned, as with a transaction left open, is closed instead.
 */
export class CleanPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | void {
    if (callback === undefined) return super.connect().then(cleanOnRelease);
    super.connect((error, client, done) => {
      if (client === undefined) return callback(error, client, done);
      callback(error, cleanOnRelease(client), (reason) => client.release(reason as Error | undefined));
    });
  }
}

/** The next user waits for the cleaning, the one who gives it back does not. */
function cleanOnRelease(client: pg.PoolClient): pg.PoolClient {
  const release = client.release.bind(client);
  let released = false;
  client.release = (reason) => {
    if (released) throw new Error("a connection was given back twice");
    released = true;
    if (reason !== undefined && reason !== null && reason !== false) return release(reason);
    client.query("discard all").then(
      () => release(),
      (error: unknown) => release(error instanceof Error ? error : true),
    );
  };
  return client;
}
