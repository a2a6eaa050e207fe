// Waits for a state, not for a time. Knows nothing of what is read.
import assert from 'node:assert/strict';

/** Reads until it is what is expected. @throws AssertionError with the last difference when it isn't within 30 s */
export async function eventually<Value>(read: () => Promise<Value> | Value, expected: Value): Promise<void> {
  for (const end = Date.now() + 30_000; ;) {
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
