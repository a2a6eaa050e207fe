// All weight matrices with the scales of their colours: one for the weights, one for their changes.
import './matrices.css';
import * as l10n from '@vscode/l10n';
import { formatChange } from '../../../shared/text/numbers.ts';
import { widthsOf, type Shape } from '../../../shared/spec/spec.ts';
import { colourOf, scaleEnd } from '../../kit/colours.ts';
import { Matrix, type MatrixPart } from './matrix.tsx';
import { weightMatrices, weightOffset, weightsNow } from '../../run/spot.ts';
import { isWide } from '../../kit/windows.ts';
import type { ShownRun } from '../../run/shown-run.ts';
import type { Store } from '../../run/store.ts';
import { weightsName } from '../../run/words.ts';
import { tabId } from '../../frame/tabs.tsx';
import { theme } from '../../kit/theme.ts';

export function Matrices({ store, run }: { store: Store; run: ShownRun }) {
  const before = run.start?.initialWeights;
  const now = weightsNow(store, run);
  const change = before && now?.map((value, index) => value - before[index]!);
  const weightsEnd = scaleEnd([...(before ?? []), ...(now ?? [])]);
  const changeEnd = scaleEnd(change ?? []);
  const parts: readonly MatrixPart[] = [
    { name: l10n.t('before'), values: before, end: weightsEnd },
    { name: l10n.t('now'), values: now, end: weightsEnd },
    { name: l10n.t('change'), values: change, end: changeEnd },
  ];
  const widths = widthsOf(run.spec);
  return (
    <section class="matrices" aria-label={l10n.t('Weights')}>
      <div class="matrix-row">
        {weightMatrices(run.shapes).map((shape, index) =>
          isWide(shape) ? (
            <TooWide key={shape.name} store={store} shape={shape} name={weightsName(index + 1)} />
          ) : (
            <Matrix
              key={shape.name}
              store={store}
              spec={run.spec}
              shape={shape}
              layer={index + 1}
              widths={widths}
              parts={parts.map(({ values, ...part }) => {
                const start = weightOffset(run.shapes, index + 1);
                return { ...part, values: values?.subarray(start, start + shape.rows * shape.columns) };
              })}
            />
          ),
        )}
      </div>
      <div class="legends" hidden={!now}>
        <Legend name={l10n.t('weights')} end={weightsEnd} />
        <Legend name={l10n.t('change')} end={changeEnd} />
      </div>
    </section>
  );
}

/** A matrix that is more than one can read at a glance. */
function TooWide({ store, shape: { rows, columns }, name }: { store: Store; shape: Shape; name: string }) {
  return (
    <p class="too-wide">
      <span class="number">{name}</span> <span class="number quiet">{`${rows}×${columns}`}</span>{' '}
      <button class="link" data-heir={tabId('step')} onClick={() => (store.tab.value = 'step')}>
        {l10n.t('See it in a step')}
      </button>
    </p>
  );
}

/** What the colours mean. */
function Legend({ name, end }: { name: string; end: number }) {
  const shades = Array.from({ length: 9 }, (_, index) => colourOf(theme.value.weights, index - 4, 4));
  return (
    <p class="legend quiet">
      <span>{name}</span>
      <span class="number">{formatChange(-end)}</span>
      <span class="shades" aria-hidden="true">
        {shades.map((colour, index) => (
          <span key={index} style={{ background: colour }} />
        ))}
      </span>
      <span class="number">{formatChange(end)}</span>
    </p>
  );
}
