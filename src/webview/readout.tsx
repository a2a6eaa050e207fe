// What the reader points at, in all its digits, or what it is. Always takes the same room.
import './readout.css';
import * as l10n from '@vscode/l10n';
import { formatFloat32 } from '../shared/numbers.ts';
import { layerWidths, weightIndex, weightsNow } from './spot.ts';
import type { ShownRun, Spot, Store } from './store.ts';
import { explainUnit, unitName } from './words.ts';

export function Readout({ store, run }: { store: Store; run: ShownRun }) {
  const spot = store.spot.value;
  return (
    <div class="readout">
      {spot === null && <p class="quiet">{l10n.t('Point at a connection, a unit or a number to read more.')}</p>}
      {spot?.kind === 'node' && <p>{explainUnit(layerWidths(run.shapes), spot.layer, spot.index)}</p>}
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
  const widths = layerWidths(run.shapes);
  const index = weightIndex(run.shapes, spot);
  const before = run.start?.initialWeights[index] ?? NaN;
  const now = weightsNow(store, run)?.[index] ?? NaN;
  const { layer, from, to } = spot;
  return (
    <dl class="number">
      <dt>{`w${layer}`}</dt>
      <dd>{`${unitName(widths, layer - 1, from)} → ${unitName(widths, layer, to)}`}</dd>
      <dt>{l10n.t('before')}</dt>
      <dd>{formatFloat32(before)}</dd>
      <dt>{l10n.t('now')}</dt>
      <dd>{formatFloat32(now)}</dd>
      <dt>{l10n.t('change')}</dt>
      <dd>{formatFloat32(Math.fround(now - before))}</dd>
    </dl>
  );
}
