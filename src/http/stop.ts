/** An abort signal that also follows its parents, until released. */
export interface Stop {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  /** Lets go of the parents: a long-lived one must not collect listeners. */
  release(): void;
}

export function stopWith(...parents: readonly (AbortSignal | undefined)[]): Stop {
  const controller = new AbortController();
  const links = parents.flatMap((parent) => {
    if (parent === undefined) return [];
    const follow = () => controller.abort(parent.reason);
    if (parent.aborted) follow();
    else parent.addEventListener('abort', follow, { once: true });
    return [() => parent.removeEventListener('abort', follow)];
  });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    release: () => {
      for (const unlink of links) unlink();
    },
  };
}

/** The promise's outcome, or the signal's reason thrown as soon as it aborts. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const fail = () => reject(signal.reason);
  if (signal.aborted) fail();
  signal.addEventListener('abort', fail, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', fail);
  }
}
