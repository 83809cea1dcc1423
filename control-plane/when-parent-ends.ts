const checkMs = 500;

/**
 * Calls back once the process that started this one is gone: nobody would watch over it any more.
 * An orphan gets another parent, which is how it notices.
 *
 * @param parent its process id, where this one was told of it: it may have ended before we look
 */
export function whenParentEnds(callback: () => void, parent = process.ppid): void {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, checkMs);
  timer.unref();
}
