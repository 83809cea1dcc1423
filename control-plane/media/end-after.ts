const checkMs = 100;

/**
 * Ends this process, as nothing that it is at could hold up, once it has taken so much of a processor's time. Of the clock's, a process
 * that gives way to others may need any amount for the same work.
 */
export function endAfter(processorMsMax: number): void {
  const check = setInterval(() => {
    const { user, system } = process.cpuUsage();
    if ((user + system) / 1_000 > processorMsMax) process.kill(process.pid, "SIGKILL");
  }, checkMs);
  check.unref();
}
