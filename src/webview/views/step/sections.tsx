// The sections of a step in the order of the algorithm, each with its quantities in groups: a layer, the loss, a matrix's
// update. Knows nothing of how a quantity is drawn.
import './sections.css';
import * as l10n from '@vscode/l10n';
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Explanation } from '../../../shared/step/origins.ts';
import type { Quantity, Stage } from '../../../shared/step/step.ts';
import { withSubscripts } from '../../../shared/text/numbers.ts';
import { useInSight } from '../../kit/in-sight.ts';
import type { Looking } from './looking.ts';
import { StepMatrix } from './matrix/step-matrix.tsx';
import { kindOf, scaleEnds } from './matrix/scales.ts';
import { Outcome } from './outcome.tsx';
import { sectionId } from './places.ts';
import { stageMeaning, stageTitle } from './step-words.ts';

/** What is out of sight waits until the step has stayed for so long: time can be played and dragged as fast as is seen. */
const patienceMs = 100;

/** Side by side where there is room: to the loss, and back from it. */
const halves: readonly (readonly [Stage, Stage])[] = [
  ['batch', 'forward'],
  ['backward', 'update'],
];

export function Sections({ looking, explanation }: { looking: Looking; explanation: Explanation }) {
  return (
    <div class="step-halves">
      {halves.map((half) => (
        <div key={half[0]} class="step-half">
          {half.map((stage) => (
            <StageSection key={stage} stage={stage} looking={looking} explanation={explanation} />
          ))}
        </div>
      ))}
    </div>
  );
}

interface StageProps {
  stage: Stage;
  looking: Looking;
  explanation: Explanation;
}

function StageSection({ stage, looking, explanation }: StageProps) {
  const place = useRef<HTMLElement>(null);
  const shown = useLate(explanation, useInSight(place));
  return useMemo(() => {
    const ends = scaleEnds(shown);
    return (
      <Section place={place} stage={stage} explanation={shown}>
        {groupsOf(shown.quantities, stage).map(({ name, quantities }) => (
          <div key={name} class="group" role="group" aria-label={name}>
            {name !== '' && <h3 class="group-name quiet">{name}</h3>}
            <div class="group-row">
              {quantities.map((quantity) => (
                <StepMatrix
                  key={quantity.id}
                  looking={looking}
                  explanation={shown}
                  quantity={quantity}
                  level={name === '' ? 3 : 4}
                  end={ends.get(kindOf(quantity)) ?? 1}
                />
              ))}
            </div>
          </div>
        ))}
        {stage === 'update' && <Outcome explanation={shown} />}
      </Section>
    );
  }, [stage, looking, shown]);
}

/** The newest value at once where that is urgent, else once it has stayed for a while. */
function useLate<Value>(newest: Value, urgent: boolean): Value {
  const [late, setLate] = useState(newest);
  useEffect(() => {
    if (urgent) return setLate(() => newest);
    const timer = setTimeout(() => setLate(() => newest), patienceMs);
    return () => clearTimeout(timer);
  }, [newest, urgent]);
  return urgent ? newest : late;
}

interface SectionProps {
  stage: Stage | 'check';
  explanation: Explanation;
  place?: RefObject<HTMLElement | null>;
  children: ComponentChildren;
}

export function Section({ stage, explanation, place, children }: SectionProps) {
  return (
    <section
      {...(place && { ref: place })}
      id={sectionId(stage)}
      class="stage"
      tabIndex={-1}
      aria-labelledby={`stage-${stage}`}
    >
      <h2 id={`stage-${stage}`}>{stageTitle[stage]()}</h2>
      <p class="quiet">{stageMeaning(explanation, stage)}</p>
      <div class="stage-groups">{children}</div>
    </section>
  );
}

interface Group {
  readonly name: string;
  readonly quantities: readonly Quantity[];
}

/** Neighbours with the same group's name. */
export function groupsOf(all: readonly Quantity[], stage: Stage): Group[] {
  const groups: { name: string; quantities: Quantity[] }[] = [];
  for (const quantity of all) {
    if (quantity.stage !== stage) continue;
    const name = groupName(quantity);
    const last = groups.at(-1);
    if (last?.name === name) last.quantities.push(quantity);
    else groups.push({ name, quantities: [quantity] });
  }
  return groups;
}

function groupName({ stage, role, layer, parameter }: Quantity): string {
  if (stage === 'batch') return '';
  if (stage === 'update') return parameter === null ? l10n.t('For all weights') : withSubscripts(parameter);
  return layer === null || role === 'errors' ? l10n.t('Loss') : l10n.t('Layer {0}', layer);
}
