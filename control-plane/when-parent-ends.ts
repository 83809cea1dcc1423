const checkMs = 500;

/**
 * Calls back once the process that started this one is gone: nobody would watch over it any more.
 * An orphan gets another parent, which is how it notices.
 */
export function whenParentEnds(callback: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, checkMs);
  timer.unref();
}
