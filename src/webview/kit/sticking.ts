// What sticks to the window's edges covers what scrolls below it: the page keeps that room free wherever something is
// scrolled into sight, and what was in sight when a part grew stays so. Knows nothing of what sticks.
import { useLayoutEffect } from 'preact/hooks';

type Edge = 'top' | 'bottom';
/** Pixels. */
type Covered = Readonly<Record<Edge, number>>;

interface Place {
  readonly current: HTMLElement | null;
}

const none: Covered = { top: 0, bottom: 0 };
const parts = new Set<HTMLElement>();
let covered = none;
let sheet: CSSStyleSheet | undefined;
let watch: ResizeObserver | undefined;

/** An element that may stick to an edge: its style says to which by `--sticks: top` or `bottom`, or by nothing to none. */
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
  covered = [...parts].reduce(cover, none);
  if (covered.top === before.top && covered.bottom === before.bottom) return;
  const focused = document.activeElement;
  const wasSeen = focused !== null && focused !== document.body && isFree(focused.getBoundingClientRect(), before);
  if (!sheet) document.adoptedStyleSheets.push((sheet = new CSSStyleSheet()));
  sheet.replaceSync(`:root { --covered-top: ${covered.top}px; --covered-bottom: ${covered.bottom}px; }`);
  if (wasSeen && !isStuck(focused)) focused.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function cover({ top, bottom }: Covered, part: HTMLElement): Covered {
  const style = getComputedStyle(part);
  const edge = style.getPropertyValue('--sticks');
  if (edge === 'top') return { top: Math.max(top, (parseFloat(style.top) || 0) + part.offsetHeight), bottom };
  if (edge === 'bottom') return { top, bottom: Math.max(bottom, (parseFloat(style.bottom) || 0) + part.offsetHeight) };
  return { top, bottom };
}

const isStuck = (element: Element) => [...parts].some((part) => part.contains(element));

function isFree({ top, bottom }: DOMRect, covered: Covered): boolean {
  return top >= covered.top && bottom <= innerHeight - covered.bottom;
}
