// A tooltip that a keyboard and a screen reader reach: shown on hover and on focus by keyboard, hidden by Escape or any
// other key, and the pointer may rest on it. Knows nothing of what it explains.
import './tooltip.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';

const showAfterMs = 500;
const hideAfterMs = 150;
const gap = 4;
const margin = 8;

/** The last move of the focus was by keyboard; a text field is `:focus-visible` after a click too. */
let byKeyboard = false;
addEventListener('keydown', ({ key }) => (byKeyboard = key === 'Tab'), { capture: true });
addEventListener('pointerdown', () => (byKeyboard = false), { capture: true });

/** @returns the handlers for the element that is explained, the id of its description, and the tooltip to render */
export function useTooltip(text: string) {
  const id = useId();
  const bubble = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [anchor, setAnchor] = useState<Element | null>(null);

  const after = (delayMs: number, then: Element | null) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(then), delayMs);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!anchor || !bubble.current) return;
    const element = bubble.current;
    element.showPopover();
    place(element, anchor.getBoundingClientRect());
    const hide = () => setAnchor(null);
    addEventListener('keydown', hide);
    addEventListener('scroll', hide, { capture: true, passive: true });
    return () => {
      removeEventListener('keydown', hide);
      removeEventListener('scroll', hide, { capture: true });
      if (element.isConnected) element.hidePopover();
    };
  }, [anchor]);

  return {
    id,
    onHover: {
      onPointerEnter: ({ currentTarget }: { currentTarget: Element }) => after(showAfterMs, currentTarget),
      onPointerLeave: () => after(hideAfterMs, null),
    },
    onFocus: {
      onFocus: ({ currentTarget }: { currentTarget: Element }) => {
        if (byKeyboard) after(0, currentTarget);
      },
      onBlur: () => after(0, null),
    },
    tooltip: (
      <div
        ref={bubble}
        id={id}
        role="tooltip"
        class="tooltip"
        popover="manual"
        onPointerEnter={() => clearTimeout(timer.current)}
        onPointerLeave={() => after(hideAfterMs, null)}
      >
        {text}
      </div>
    ),
  };
}

/** Below the anchor, above where there is no room, and always within the page. */
function place(element: HTMLElement, anchor: DOMRect): void {
  const { width, height } = element.getBoundingClientRect();
  const below = anchor.bottom + gap;
  const top = below + height + margin <= innerHeight ? below : Math.max(anchor.top - gap - height, margin);
  const left = Math.max(Math.min(anchor.left, innerWidth - width - margin), margin);
  element.style.setProperty('top', `${top}px`);
  element.style.setProperty('left', `${left}px`);
}

/** A word or symbol that explains itself. */
export function Term({ meaning, children }: { meaning: string; children: ComponentChildren }) {
  const { id, onHover, onFocus, tooltip } = useTooltip(meaning);
  return (
    <>
      <span class="term" tabIndex={0} aria-describedby={id} {...onHover} {...onFocus}>
        {children}
      </span>
      {tooltip}
    </>
  );
}
