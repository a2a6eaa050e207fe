// The sections of a step in the order of the algorithm, each with its quantities in groups: a layer, the loss, a matrix's
// update. Knows nothing of how a quantity is drawn.
import './sections.css';
import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import type { Explanation } from '../../shared/origins.ts';
import { stages, type Quantity, type Stage } from '../../shared/step.ts';
import type { Looking } from './looking.ts';
import { StepMatrix } from './matrix.tsx';
import { kindOf, scaleEnds } from './scales.ts';
import { Outcome } from './outcome.tsx';
import { stageMeaning, stageTitle } from './words.ts';

export function Sections({ looking, explanation }: { looking: Looking; explanation: Explanation }) {
  const ends = scaleEnds(explanation);
  return (
    <>
      {stages.map((stage) => (
        <Section key={stage} stage={stage} explanation={explanation}>
          {groupsOf(explanation.quantities, stage).map(({ name, quantities }) => (
            <div key={name} class="group" role="group" aria-label={name}>
              {name !== '' && <h3 class="group-name quiet">{name}</h3>}
              <div class="group-row">
                {quantities.map((quantity) => (
                  <StepMatrix
                    key={quantity.id}
                    looking={looking}
                    explanation={explanation}
                    quantity={quantity}
                    end={ends.get(kindOf(quantity)) ?? 1}
                  />
                ))}
              </div>
            </div>
          ))}
          {stage === 'update' && <Outcome explanation={explanation} />}
        </Section>
      ))}
    </>
  );
}

interface SectionProps {
  stage: Stage | 'check';
  explanation: Explanation;
  children: ComponentChildren;
}

export function Section({ stage, explanation, children }: SectionProps) {
  return (
    <section class="stage" aria-labelledby={`stage-${stage}`}>
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
  if (stage === 'update') return parameter ?? l10n.t('For all weights');
  return layer === null || role === 'errors' ? l10n.t('Loss') : l10n.t('Layer {0}', layer);
}
