// What the reader points at, in all its digits, or what it is. Always takes the same room.
import './readout.css';
import * as l10n from '@vscode/l10n';
import { widthsOf } from '../../../shared/spec/spec.ts';
import { formatFloat32 } from '../../../shared/text/numbers.ts';
import { weightIndex, weightsNow } from '../../run/spot.ts';
import type { ShownRun } from '../../run/shown-run.ts';
import type { Spot, Store } from '../../run/store.ts';
import { explainUnit } from '../../run/meanings.ts';
import { unitName, weightsName } from '../../run/words.ts';

export function Readout({ store, run }: { store: Store; run: ShownRun }) {
  const spot = store.spot.value;
  return (
    <div class="readout">
      {spot === null && <p class="quiet">{l10n.t('Point at a connection, a unit or a number to read more.')}</p>}
      {spot?.kind === 'node' && <p>{explainUnit(run.spec, spot.layer, spot.index)}</p>}
      {spot?.kind === 'weight' && <WeightReadout store={store} run={run} spot={spot} />}
    </div>
  );
}

interface WeightProps {
  store: Store;
  run: ShownRun;
  spot: Extract<Spot, { kind: 'weight' }>;
}

function WeightReadout({ store, run, spot }: WeightProps) {
  const widths = widthsOf(run.spec);
  const index = weightIndex(run.shapes, spot);
  const before = run.start?.initialWeights[index];
  const now = weightsNow(store, run)?.[index];
  const change = before === undefined || now === undefined ? undefined : Math.fround(now - before);
  const { layer, from, to } = spot;
  return (
    <>
      <p class="number">
        <span class="quiet">{weightsName(layer)}</span>{' '}
        {`${unitName(widths, layer - 1, from)} → ${unitName(widths, layer, to)}`}
      </p>
      <dl class="number">
        <Figure name={l10n.t('before')} value={before} />
        <Figure name={l10n.t('now')} value={now} />
        <Figure name={l10n.t('change')} value={change} />
      </dl>
    </>
  );
}

function Figure({ name, value }: { name: string; value: number | undefined }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value === undefined ? '–' : formatFloat32(value)}</dd>
    </div>
  );
}
