// The places of a step that one jumps to: its sections, and the groups of matrices in them. Each takes the focus at its
// first matrix. Knows nothing of what is in a matrix.
import type { Stage } from '../../../shared/step/step.ts';

export const sectionId = (stage: Stage | 'check') => `section-${stage}`;

const moves: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** Goes from a matrix to the group above or below. @returns whether the key means that, and there is one */
export function moveToGroup({ key, currentTarget }: KeyboardEvent): boolean {
  const move = moves[key];
  if (!move || !(currentTarget instanceof Element)) return false;
  const groups = [...document.querySelectorAll<HTMLElement>('.group')];
  const next = groups[groups.indexOf(currentTarget.closest<HTMLElement>('.group')!) + move];
  return next !== undefined && enter(next);
}

/** Goes to a section: its heading is at the top, and its first matrix has the focus; where it has none, the section. */
export function goToSection(stage: Stage | 'check'): void {
  const section = document.getElementById(sectionId(stage));
  if (!section) return;
  section.scrollIntoView({ block: 'start' });
  if (!enter(section)) section.focus({ preventScroll: true });
}

function enter(place: HTMLElement): boolean {
  const cell = place.querySelector<HTMLElement>('[data-place][tabindex="0"]');
  if (!cell) return false;
  place.scrollIntoView({ block: 'nearest' });
  cell.focus({ preventScroll: true });
  cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return true;
}
