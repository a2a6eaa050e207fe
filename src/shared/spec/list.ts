// A list as a schema, which is refused at the first of its elements that is wrong. Zod's own lists tell of every one, which
// a file of a million wrong numbers leaves no memory for. Knows nothing of what the elements are.
import * as z from 'zod/mini';

/** A list that is not empty. */
export function list<Element>(element: z.core.$ZodType<Element, Element>) {
  return z.custom<Element[]>().check(
    z.check(({ value, issues }) => {
      const issue = firstIssue(value, element);
      if (issue) issues.push(issue);
    }),
  );
}

function firstIssue(value: unknown, element: z.core.$ZodType): z.core.$ZodRawIssue | undefined {
  if (!Array.isArray(value)) return { code: 'invalid_type', expected: 'array', input: value };
  if (value.length === 0) return { code: 'too_small', origin: 'array', minimum: 1, inclusive: true, input: value };
  for (const [i, item] of value.entries()) {
    const [issue] = z.safeParse(element, item).error?.issues ?? [];
    if (issue) return { ...issue, input: item, path: [i, ...issue.path] };
  }
  return undefined;
}
