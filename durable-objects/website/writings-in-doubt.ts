/** How long a website's counts are not written after a writing that ended its object's instance, in milliseconds. */
const pauseMsMax = 30_000;

/** Of one website: a writing is in doubt from its beginning until it is known to be on disk, or undone. */
export interface WritingsInDoubt {
  begin(): void;
  end(): void;
  /** How long to wait before the next, in milliseconds: 0 unless the last ended the instance that began it. */
  pauseMs(): number;
}

const begunAt = new Map<string, number>();

/**
 * On a full disk a commit fails after its transaction, and the runtime ends the object's instance. Counts would do that
 * every second to a website that could be read; so an instance that finds that its predecessor's last writing did not
 * end waits before it tries. What is counted meanwhile waits in isolates. Known to the process alone, which is
 * enough: a process that starts again tries once.
 *
 * @param website tells it from others
 */
export function writingsInDoubt(website: string, now: () => number): WritingsInDoubt {
  return {
    begin: () => void begunAt.set(website, now()),
    end: () => void begunAt.delete(website),
    pauseMs() {
      const at = begunAt.get(website);
      // A clock that stepped has it wait the whole time.
      return at === undefined ? 0 : Math.min(pauseMsMax, Math.max(0, at + pauseMsMax - now()));
    },
  };
}
