export type Log = (event: string, facts?: Readonly<Record<string, unknown>>) => void;

/** One line of JSON an event, on standard output; errors with their stack and causes. */
export const log: Log = (event, facts = {}) => {
  const line = JSON.stringify({ at: new Date().toISOString(), event, ...facts }, (_, value: unknown) =>
    value instanceof Error ? { message: value.message, stack: value.stack, cause: value.cause } : value,
  );
  process.stdout.write(`${line}\n`);
};
