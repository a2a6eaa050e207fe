// Keeps the focus in the page: what has it and goes away, or can no longer have it, hands it on. An element names its heir
// by `data-heir`, an id; without one the nearest part around it that stays takes the focus. Knows nothing of what they are.

/** From what has the focus outward, each with the heir that it names. */
type Path = readonly { readonly element: Element; readonly heir: string | null }[];

/** Watches a part of the page. @returns the end of it */
export function keepFocus(root: HTMLElement): () => void {
  const page = root.ownerDocument;
  const listening = new AbortController();
  let path: Path = [];
  /** The key that led to the loss may still be held down. */
  let handed = false;

  const look = () => {
    const [last] = path;
    if (!last || canHaveIt(last.element) || !page.hasFocus()) return;
    if (page.activeElement !== page.body && page.activeElement !== last.element) return;
    const heir = heirOf(path);
    handed = heir !== undefined;
    heir?.focus({ preventScroll: true });
  };
  const changes = new MutationObserver(look);
  changes.observe(root, { childList: true, subtree: true, attributeFilter: ['disabled', 'hidden'] });

  const on = <Name extends keyof WindowEventMap>(name: Name, listen: (event: WindowEventMap[Name]) => void) =>
    page.defaultView!.addEventListener(name, listen, { capture: true, signal: listening.signal });
  on('focusin', ({ target }) => (path = target instanceof Element ? pathOf(target, root) : []));
  // A click beside it takes the focus away, and nothing is lost.
  on('pointerdown', ({ target }) => {
    if (!(target instanceof Node && path[0]?.element.contains(target))) path = [];
  });
  // So does Tab past the last element; a window that is left from within comes back to it.
  on('blur', ({ target }) => {
    if (target === page.defaultView && page.activeElement !== path[0]?.element) path = [];
  });
  on('focus', ({ target }) => {
    if (target === page.defaultView) look();
  });
  on('keydown', (event) => {
    if (handed && event.repeat) event.preventDefault();
    else handed = false;
  });
  return () => {
    changes.disconnect();
    listening.abort();
  };
}

function pathOf(element: Element, root: Element): Path {
  const path = [];
  for (let at: Element | null = element; at && root.contains(at); at = at.parentElement)
    path.push({ element: at, heir: at.getAttribute('data-heir') });
  return path;
}

function heirOf(path: Path): HTMLElement | undefined {
  for (const { element, heir: before } of path) {
    const heir = element.isConnected ? element.getAttribute('data-heir') : before;
    const named = heir === null ? null : element.ownerDocument.getElementById(heir);
    if (named && canHaveIt(named)) return named;
    if (!element.isConnected || !(element instanceof HTMLElement)) continue;
    if (element !== path[0]!.element && element.hasAttribute('tabindex')) return element;
    const inside = [...element.querySelectorAll<HTMLElement>(stops)].find(canHaveIt);
    if (inside) return inside;
  }
  return undefined;
}

const stops = 'a[href], button, input, select, textarea, [tabindex="0"]';

function canHaveIt(element: Element): boolean {
  return element.isConnected && !element.matches(':disabled') && element.checkVisibility({ visibilityProperty: true });
}
