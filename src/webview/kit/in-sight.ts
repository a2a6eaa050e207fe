// Whether a part of the page can be seen. Knows nothing of what it is.
import { useEffect, useState } from 'preact/hooks';

interface Place {
  readonly current: Element | null;
}

/** Whether any of an element is in the window; false until the browser has said so, a frame after it is first drawn. */
export function useInSight(place: Place): boolean {
  const [inSight, setInSight] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => setInSight(entries.at(-1)!.isIntersecting));
    watch.observe(place.current!);
    return () => watch.disconnect();
  }, [place]);
  return inSight;
}
