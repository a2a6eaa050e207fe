// The panel: which parts there are and in which order one reads them. Knows nothing of how each is drawn.
import './app.css';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Announcer } from './frame/announcer.tsx';
import { ControlBar } from './frame/control-bar.tsx';
import { Curve } from './views/train/curve.tsx';
import { Empty } from './frame/empty.tsx';
import { Headline } from './frame/headline.tsx';
import { LossTable } from './views/train/loss-table.tsx';
import { Matrices } from './views/train/matrices.tsx';
import { Network } from './views/train/network.tsx';
import { Notices } from './frame/notices.tsx';
import { useSticking } from './kit/sticking.ts';
import { StatusLine } from './frame/status-line.tsx';
import { Player } from './time/player.ts';
import { StepView } from './views/step/step-view.tsx';
import { playOrPause } from './time/time-bar.tsx';
import type { ShownRun } from './run/shown-run.ts';
import type { Store } from './run/store.ts';
import { tabId, tabPanelId, Tabs } from './frame/tabs.tsx';

export function App({ store }: { store: Store }) {
  const head = useRef<HTMLElement>(null);
  useSticking(head);
  const player = useMemo(() => new Player(), []);
  useEffect(() => playAndPauseBySpace(store, player), [store, player]);
  const run = store.run.value;
  const tab = store.tab.value;
  return (
    <>
      <header ref={head} class={run && tab === 'step' ? 'head scrolls' : 'head'}>
        <h1 class="visually-hidden">Backprop</h1>
        <ControlBar store={store} />
        {run && <StatusLine store={store} />}
        {run && <Tabs store={store} />}
      </header>
      <main class="body">
        <Notices store={store} />
        {run ? (
          <div id={tabPanelId} role="tabpanel" aria-labelledby={tabId(tab)} data-heir={tabId(tab)}>
            {tab === 'step' ? <StepView store={store} player={player} /> : <Training store={store} run={run} />}
          </div>
        ) : (
          <Empty store={store} />
        )}
      </main>
      <Announcer store={store} />
    </>
  );
}

function Training({ store, run }: { store: Store; run: ShownRun }) {
  return (
    <div class="columns">
      <div class="column">
        <Headline store={store} />
        <Curve store={store} />
        <LossTable key={run.id} store={store} run={run} />
      </div>
      <div class="column">
        <Network store={store} run={run} />
        <Matrices store={store} run={run} />
      </div>
    </div>
  );
}

/** What takes Space for itself. */
const takesSpace = 'input, select, button, textarea, a';

/** In the view of a step time plays; else the run does. */
function playAndPauseBySpace(store: Store, player: Player): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== ' ' || (event.target instanceof Element && event.target.closest(takesSpace))) return;
    event.preventDefault();
    if (store.run.peek() && store.tab.peek() === 'step') playOrPause(store, player);
    else store.playOrPause();
  };
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}
