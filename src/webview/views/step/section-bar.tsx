// The way to each section of a step: one stop for the Tab key, whose arrows move from section to section, and Enter goes
// there. Knows nothing of what is in a section.
// https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/
import './section-bar.css';
import * as l10n from '@vscode/l10n';
import { useEffect, useRef, useState } from 'preact/hooks';
import { stages } from '../../../shared/step/step.ts';
import { roved } from '../../kit/roving.ts';
import { useSticking } from '../../kit/sticking.ts';
import { goToSection, sectionId } from './places.ts';
import { stageTitle } from './step-words.ts';

const sections = [...stages, 'check'] as const;

export function SectionBar() {
  const bar = useRef<HTMLDivElement>(null);
  useSticking(bar);
  const [stop, setStop] = useState(0);
  const read = useRead(bar);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const next = roved(event.key, { row: 0, column: stop }, { rows: 1, columns: sections.length });
    if (!next) return;
    event.preventDefault();
    bar.current?.querySelectorAll('button')[next.column]?.focus();
  };
  return (
    <div ref={bar} class="section-bar" role="toolbar" aria-label={l10n.t('Sections')} onKeyDown={onKeyDown}>
      {sections.map((section, index) => (
        <button
          key={section}
          class="section-button"
          tabIndex={index === stop ? 0 : -1}
          aria-current={read.split(' ').includes(section)}
          onFocus={() => setStop(index)}
          onClick={() => goToSection(section)}
        >
          {stageTitle[section]()}
        </button>
      ))}
    </div>
  );
}

/** Pixels below the bar: what is there is what one reads. */
const nearBar = 24;

/** The sections that are read, one or two: those just below the bar; at the end of the page the last. */
function useRead(bar: { readonly current: Element | null }): string {
  const [read, setRead] = useState('');
  useEffect(() => {
    const look = () => {
      const line = (bar.current?.getBoundingClientRect().bottom ?? 0) + nearBar;
      const at = sections.filter((section) => {
        const { top = Infinity, bottom = 0 } =
          document.getElementById(sectionId(section))?.getBoundingClientRect() ?? {};
        return top <= line && bottom > line;
      });
      const { scrollTop, clientHeight, scrollHeight } = document.documentElement;
      const atEnd = scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 1;
      setRead(atEnd ? 'check' : at.join(' '));
    };
    addEventListener('scroll', look, { passive: true });
    look();
    return () => removeEventListener('scroll', look);
  }, [bar]);
  return read;
}
