// Lets a value through at once, and then at most one in a while: the newest of those that came meanwhile.

/** Repeats of the value that was let through last are dropped. */
export function throttled<Value>(pass: (value: Value) => void, everyMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: { value: Value } | undefined;
  let passed: { value: Value } | undefined;
  const next = () => {
    timer = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = undefined;
    if (passed?.value === value) return;
    passed = { value };
    pass(value);
    timer = setTimeout(next, everyMs);
  };
  return Object.assign(
    (value: Value) => {
      waiting = { value };
      if (timer === undefined) next();
    },
    {
      cancel: () => {
        clearTimeout(timer);
        waiting = undefined;
      },
    },
  );
}
