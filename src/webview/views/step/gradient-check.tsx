// The gradients in three ways, side by side, and whether they agree. They cost more than a step, so they are asked for only
// when the section is in sight and the step stays.
import './gradient-check.css';
import * as l10n from '@vscode/l10n';
import { useEffect, useRef, useState } from 'preact/hooks';
import { explain, reportOf, type ErrorReport } from '../../../shared/text/errors.ts';
import { formulaText } from '../../../shared/formula/formula.ts';
import { formatChange, formatFloat32, formatNumber, formatRough } from '../../../shared/text/numbers.ts';
import type { Explanation } from '../../../shared/step/origins.ts';
import type { StepOf } from '../../../shared/messages/protocol.ts';
import { untold, type GradientCheck, type ParameterCheck } from '../../../shared/step/step.ts';
import { Icon } from '../../kit/icon.tsx';
import { useInSight } from '../../kit/in-sight.ts';
import { sameStep } from './records.ts';
import { Section } from './sections.tsx';
import { columnName, rowName } from './step-words.ts';

/** How long a step must stay before it is checked. */
const patienceMs = 250;
/** Of a matrix with more numbers than this those that differ most are shown. */
const mostRows = 24;

interface Props {
  of: StepOf;
  explanation: Explanation;
  playing: boolean;
  ask: (of: StepOf) => Promise<GradientCheck | null>;
}

type Answer = { readonly of: StepOf } & (
  { readonly check: GradientCheck; readonly error?: undefined } | { readonly error: ErrorReport }
);

export function Check({ of, explanation, playing, ask }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const inSight = useInSight(place);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const fresh = answer !== null && sameStep(answer.of, of);
  useEffect(() => {
    if (!inSight || playing || fresh) return;
    let cancelled = false;
    const timer = setTimeout(() => {
      ask(of)
        .then((check) => !cancelled && check && setAnswer({ of, check }))
        .catch((thrown: unknown) => !cancelled && setAnswer({ of, error: reportOf(thrown) }));
    }, patienceMs);
    return () => {
      cancelled = true;
      clearTimeout(timer);
    };
  }, [of.runId, of.step, inSight, playing, fresh]);

  const check = fresh && answer.error === undefined ? answer.check : null;
  return (
    <Section stage="check" explanation={explanation}>
      <div ref={place} class="check" aria-busy={!fresh}>
        {check ? (
          <Result check={check} explanation={explanation} />
        ) : fresh && answer.error ? (
          <p class="verdict">
            <Icon name="error" /> {explain(answer.error)}
            <button class="link" onClick={() => setAnswer(null)}>
              {l10n.t('Try again')}
            </button>
          </p>
        ) : (
          <p class="verdict quiet">{playing ? l10n.t('Checked once it stops playing.') : l10n.t('Checking …')}</p>
        )}
      </div>
    </Section>
  );
}

function Result({ check, explanation }: { check: GradientCheck; explanation: Explanation }) {
  const agree = check.largest.difference <= check.tolerance;
  return (
    <>
      {Number.isNaN(check.largest.difference) ? (
        <p class="verdict">
          <Icon name="info" /> {l10n.t('A gradient is no finite number: there is nothing to compare.')}
        </p>
      ) : (
        <p class={agree ? 'verdict good' : 'verdict bad'}>
          <Icon name={agree ? 'check' : 'error'} />
          {agree ? l10n.t('The three ways agree.') : l10n.t('The three ways disagree.')}{' '}
          {l10n.t(
            'Largest relative difference {0}; up to {1} is rounding.',
            formatRough(check.largest.difference),
            formatNumber(check.tolerance),
          )}
        </p>
      )}
      <div class="check-tables">
        {check.parameters.map((parameter) => (
          <Parameter key={parameter.quantity} parameter={parameter} check={check} explanation={explanation} />
        ))}
      </div>
    </>
  );
}

interface ParameterProps {
  parameter: ParameterCheck;
  check: GradientCheck;
  explanation: Explanation;
}

function Parameter({ parameter, check: { tolerance }, explanation }: ParameterProps) {
  const { quantity: id, relative, byHand, automatic, differences, sampled, columns } = parameter;
  const quantity = explanation.quantity(id);
  const open = untold(parameter);
  const all = Array.from(relative.keys());
  const shown = all.length > mostRows ? loudest(relative).slice(0, mostRows) : all;
  const name = formulaText(quantity.symbol);
  const nameOf = (index: number) =>
    [rowName(explanation, quantity, Math.floor(index / columns)), columnName(explanation, quantity, index % columns)]
      .filter(Boolean)
      .join(' → ');
  return (
    <div class="check-table">
      <table>
        <caption class="quiet">
          {shown.length < all.length
            ? l10n.t('{0}: the {1} of {2} that differ most', name, shown.length, all.length)
            : name}
          {sampled < all.length && ` · ${l10n.t('differences taken of {0}', sampled)}`}
          {open > 0 && (
            <div>{l10n.t('float32 can’t tell {0} of the slopes: a kink is near, or they are too steep.', open)}</div>
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">{l10n.t('weight')}</th>
            <th scope="col">{l10n.t('by hand')}</th>
            <th scope="col">{l10n.t('automatic')}</th>
            <th scope="col">{l10n.t('differences')}</th>
            <th scope="col">{l10n.t('relative')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((index) => {
            const difference = relative[index]!;
            const good = difference <= tolerance;
            return (
              <tr key={index}>
                <th scope="row">{nameOf(index)}</th>
                <td>{formatFloat32(byHand[index]!)}</td>
                <td>{formatFloat32(automatic[index]!)}</td>
                <td>{Number.isNaN(differences[index]!) ? '–' : formatChange(differences[index]!)}</td>
                {Number.isNaN(difference) ? (
                  <td>–</td>
                ) : (
                  <td class={good ? 'good' : 'bad'}>
                    {formatRough(difference)} {good ? l10n.t('ok') : l10n.t('off')}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Places by their relative differences, the largest first. */
function loudest(relative: Float64Array): number[] {
  return Array.from(relative.keys()).sort((a, b) => relative[b]! - relative[a]!);
}
