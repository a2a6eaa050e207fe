// What sticks to the window's edges covers what scrolls below it: the page keeps that room free wherever something is
// scrolled into sight, and what was in sight when a part grew stays so. Knows nothing of what sticks.
import { useLayoutEffect } from 'preact/hooks';

type Edge = 'top' | 'bottom';
/** Pixels; `head` is what of the top is covered by parts that stick to the edge itself. */
type Covered = Readonly<Record<Edge | 'head', number>>;

interface Place {
  readonly current: HTMLElement | null;
}

const none: Covered = { head: 0, top: 0, bottom: 0 };
const parts = new Set<HTMLElement>();
let covered = none;
let sheet: CSSStyleSheet | undefined;
let watch: ResizeObserver | undefined;

/**
 * An element that may stick to an edge: its style says to which by `--sticks: top` or `bottom`, by `below` that it sticks
 * below the first, at `--covered-head`, and by nothing that it doesn't.
 */
export function useSticking(place: Place): void {
  useLayoutEffect(() => {
    const part = place.current!;
    watch ??= watched();
    parts.add(part);
    watch.observe(part);
    return () => {
      parts.delete(part);
      watch!.unobserve(part);
      measure();
    };
  }, []);
}

/** Every part is looked at anew where one or the window has another size. */
function watched(): ResizeObserver {
  const sizes = new ResizeObserver(measure);
  sizes.observe(document.documentElement);
  addEventListener('resize', measure);
  return sizes;
}

function measure(): void {
  const before = covered;
  covered = measured();
  if ((Object.keys(covered) as (keyof Covered)[]).every((edge) => covered[edge] === before[edge])) return;
  const focused = document.activeElement;
  const wasSeen = focused !== null && focused !== document.body && isFree(focused.getBoundingClientRect(), before);
  if (!sheet) document.adoptedStyleSheets.push((sheet = new CSSStyleSheet()));
  const rules = Object.entries(covered).map(([edge, pixels]) => `--covered-${edge}: ${pixels}px;`);
  sheet.replaceSync(`:root { ${rules.join(' ')} }`);
  if (wasSeen && !isStuck(focused)) focused.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function measured(): Covered {
  const heights = { top: 0, below: 0, bottom: 0 };
  for (const part of parts) {
    const edge = getComputedStyle(part).getPropertyValue('--sticks');
    if (edge === 'top' || edge === 'below' || edge === 'bottom')
      heights[edge] = Math.max(heights[edge], part.offsetHeight);
  }
  return { head: heights.top, top: heights.top + heights.below, bottom: heights.bottom };
}

const isStuck = (element: Element) => [...parts].some((part) => part.contains(element));

function isFree({ top, bottom }: DOMRect, covered: Covered): boolean {
  return top >= covered.top && bottom <= innerHeight - covered.bottom;
}
