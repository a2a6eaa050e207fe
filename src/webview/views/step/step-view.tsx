// One step with all its numbers: time above, the sections of the algorithm, and beside them the network and where a number
// comes from. Knows which parts there are, not how they are drawn.
import './step-view.css';
import * as l10n from '@vscode/l10n';
import { computed, effect, useComputed } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Explanation } from '../../../shared/step/origins.ts';
import { explain } from '../../../shared/text/errors.ts';
import { formatCount } from '../../../shared/text/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { useSticking } from '../../kit/sticking.ts';
import type { Store } from '../../run/store.ts';
import { Broken } from './broken.tsx';
import { Check } from './gradient-check.tsx';
import { ExplanationPane } from './explanation/explanation.tsx';
import { Looking } from './looking.ts';
import { StepNetwork } from './step-network.tsx';
import type { Player } from '../../time/player.ts';
import { Records } from './records.ts';
import { SectionBar } from './section-bar.tsx';
import { Sections } from './sections.tsx';
import { TimeBar } from '../../time/time-bar.tsx';

export function StepView({ store, player }: { store: Store; player: Player }) {
  const { records, looking } = useMemo(() => {
    const records = new Records((of) => store.record(of));
    return { records, looking: new Looking(computed(() => records.shown.value?.explanation ?? null)) };
  }, [store]);
  useEffect(
    () =>
      effect(() => {
        const run = store.run.value;
        const step = store.step.value;
        records.want(run && step >= 0 ? { runId: run.id, step } : null);
      }),
    [store, records],
  );
  useEffect(() => () => player.pause(), [player]);
  // Not of this component's rendering: a step is drawn once, not also when the next is asked for.
  const columns = useComputed(() =>
    records.finding.value || records.error.value ? 'step-columns late' : 'step-columns',
  );
  const shown = records.shown.value;
  const error = records.error.value;
  return (
    <>
      <TimeBar store={store} player={player} />
      <Broken store={store} explanation={shown?.explanation ?? null} />
      {error && (
        <section class="step-error" role="status">
          <Icon name="error" />
          <p>{explain(error)}</p>
          <button class="button" onClick={() => records.retry()}>
            {l10n.t('Try again')}
          </button>
        </section>
      )}
      {shown ? (
        <div class={columns}>
          <div class="step-sections">
            <SectionBar />
            <Sections looking={looking} explanation={shown.explanation} />
            <Check
              of={shown.of}
              explanation={shown.explanation}
              playing={player.playing.value}
              ask={(of) => store.check(of)}
            />
          </div>
          <Aside looking={looking} explanation={shown.explanation} />
        </div>
      ) : (
        !error && <Nothing store={store} />
      )}
    </>
  );
}

/** Always in sight: beside the sections, or below them. */
function Aside({ looking, explanation }: { looking: Looking; explanation: Explanation }) {
  const place = useRef<HTMLElement>(null);
  useSticking(place);
  return (
    <aside ref={place} class="step-aside" aria-label={l10n.t('Network and explanation')}>
      <StepNetwork looking={looking} explanation={explanation} />
      <ExplanationPane looking={looking} />
    </aside>
  );
}

/** No step has been made yet, or the first record is on its way. */
function Nothing({ store }: { store: Store }) {
  const step = store.step.value;
  const paused = store.status.value?.kind === 'paused';
  if (step >= 0) return <p class="step-nothing quiet">{l10n.t('Finding step {0} …', formatCount(step))}</p>;
  return (
    <section class="step-nothing">
      <p>
        {paused
          ? l10n.t('The weights are as they begin. Make the first step, and see every number of it.')
          : l10n.t('No step has been made yet.')}
      </p>
      {paused && (
        <button class="button" onClick={() => store.stepForward()}>
          {l10n.t('Make step {0}', 0)}
        </button>
      )}
    </section>
  );
}
