// A spec from anything, such as a file's JSON: whether it has a spec's form, told as an error with the path in it.
import * as l10n from '@vscode/l10n';
import type * as z from 'zod/mini';
import { checkSpec, invalid } from './check.ts';
import type { BackpropError } from '../text/errors.ts';
import { runSpec, type RunSpec } from './schema.ts';

/**
 * The spec that something is; what it leaves out of an optimizer's numbers is filled in.
 * @throws BackpropError `spec.invalid` or `spec.tooLarge`
 */
export function parseSpec(raw: unknown): RunSpec {
  const parsed = runSpec.safeParse(raw);
  if (!parsed.success) throw ofIssue(parsed.error.issues[0]!);
  checkSpec(parsed.data);
  return parsed.data;
}

type Issue = z.core.$ZodIssue;

function ofIssue(issue: Issue): BackpropError {
  const path = issue.path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
    '',
  );
  if (issue.code === 'unrecognized_keys') {
    return invalid([path, issue.keys[0]].filter(Boolean).join('.'), l10n.t('left out: there is no such field'));
  }
  return invalid(path || l10n.t('The whole'), ruleOf(issue));
}

/** What an issue's place allows, in words. */
function ruleOf(issue: Issue): string {
  if (issue.code === 'custom') return issue.message;
  if (issue.code === 'invalid_value') return l10n.t('one of {0}', issue.values.map(String).join(', '));
  if (issue.code === 'invalid_union' && 'options' in issue) {
    return l10n.t('one of {0}', (issue.options as unknown[]).map(String).join(', '));
  }
  if (issue.code === 'too_small' && issue.origin === 'array') return l10n.t('a list that is not empty');
  if (issue.code === 'invalid_type' && issue.expected !== 'int') return l10n.t('of the type {0}', issue.expected);
  return l10n.t('a whole number above 0');
}
