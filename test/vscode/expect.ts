// Assertions that both extension hosts have: the web one lacks node:assert. Knows nothing of what is asserted.

export function equal<Value extends string | number | boolean | undefined>(actual: Value, expected: Value): void {
  if (actual !== expected) throw new Error(`${show(actual)} instead of ${show(expected)}`);
}

/** Arrays and plain objects, by what they hold. */
export function deepEqual(actual: unknown, expected: unknown): void {
  equal(JSON.stringify(actual, null, 1), JSON.stringify(expected, null, 1));
}

export function ok(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}

/** How long anything may take on a machine that is busy with other things: it ends the wait for what never comes. */
const patienceMs = 240_000;

/** What a promise comes to. @throws Error that says what didn't come */
export async function within<Value>(what: string, promise: PromiseLike<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${patienceMs} ms`)), patienceMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a reading comes to, made again and again, once it is as wanted. @throws Error with the last one */
export async function eventually<Value>(
  what: string,
  read: () => Value | PromiseLike<Value>,
  isWanted: (value: Value) => boolean,
): Promise<Value> {
  for (const end = Date.now() + patienceMs; ;) {
    const value = await read();
    if (isWanted(value)) return value;
    if (Date.now() > end) throw new Error(`${what}: not within ${patienceMs} ms, but ${show(value)?.slice(-2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const show = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
