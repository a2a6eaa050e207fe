// A list as a schema, which is refused at the first of its elements that is wrong. Zod's own lists tell of every one, which
// a file of a million wrong numbers leaves no memory for. Knows nothing of what the elements are.
import * as z from 'zod/mini';

/** A list that is not empty. What is made of it is a list of what is made of its elements, as with zod's own. */
export function list<Element>(element: z.core.$ZodType<Element, Element>) {
  return z.custom<Element[]>().check(
    z.check((payload) => {
      const made = makeList(payload.value, element);
      if (Array.isArray(made)) payload.value = made;
      else payload.issues.push(made);
    }),
  );
}

function makeList<Element>(
  value: unknown,
  element: z.core.$ZodType<Element, Element>,
): Element[] | z.core.$ZodRawIssue {
  if (!Array.isArray(value)) return { code: 'invalid_type', expected: 'array', input: value };
  if (value.length === 0) return { code: 'too_small', origin: 'array', minimum: 1, inclusive: true, input: value };
  const made: Element[] = [];
  for (const [i, item] of value.entries()) {
    const result = z.safeParse(element, item);
    const issue = result.error?.issues[0];
    if (issue) return { ...issue, input: item, path: [i, ...issue.path] };
    made.push(result.data as Element);
  }
  return made;
}
