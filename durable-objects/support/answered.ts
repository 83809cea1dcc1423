/** So long another object is waited for where nobody else waits with it, in milliseconds: other deadlines stand behind it. */
const answerMsMax = 5_000;

/** What the work comes to. Throws when it has not within so many milliseconds: it may go on, and must be safe to be done again. */
export async function answered<Value>(work: Promise<Value>, ms: number = answerMsMax): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer came within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
