// Waits for a state, not for a time. Knows nothing of what is read.
import assert from 'node:assert/strict';

/** How long anything may take on a machine that is busy with other things: it ends the wait for what never comes. */
export const patienceMs = 240_000;

/** Reads until it is what is expected. @throws AssertionError with the last difference when it never is */
export async function eventually<Value>(read: () => Promise<Value> | Value, expected: Value): Promise<void> {
  for (const end = Date.now() + patienceMs; ;) {
    const actual = await read();
    try {
      assert.deepEqual(actual, expected);
      return;
    } catch (difference) {
      if (Date.now() > end) throw difference;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
