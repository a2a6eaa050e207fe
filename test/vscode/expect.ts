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

/** What a promise comes to, if it does within a time. */
export async function within<Value>(ms: number, what: string, promise: PromiseLike<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

const show = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
