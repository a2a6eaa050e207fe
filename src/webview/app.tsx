// The panel: which parts there are and in which order one reads them. Knows nothing of how each is drawn.
import './app.css';
import { useEffect } from 'preact/hooks';
import { Announcer } from './announcer.tsx';
import { ControlBar } from './control-bar.tsx';
import { Curve } from './curve.tsx';
import { Empty } from './empty.tsx';
import { Headline } from './headline.tsx';
import { LossTable } from './loss-table.tsx';
import { Matrices } from './matrices.tsx';
import { Network } from './network.tsx';
import { Notices } from './notices.tsx';
import { StatusLine } from './status-line.tsx';
import type { Store } from './store.ts';

export function App({ store }: { store: Store }) {
  useEffect(() => playAndPauseBySpace(store), [store]);
  const run = store.run.value;
  return (
    <>
      <header class="head">
        <h1 class="visually-hidden">Backprop</h1>
        <ControlBar store={store} />
        {run && <StatusLine store={store} />}
      </header>
      <main class="body">
        <Notices store={store} />
        {run ? (
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
        ) : (
          <Empty store={store} />
        )}
      </main>
      <Announcer store={store} />
    </>
  );
}

/** What takes Space for itself. */
const takesSpace = 'input, select, button, textarea, a';

function playAndPauseBySpace(store: Store): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== ' ' || (event.target instanceof Element && event.target.closest(takesSpace))) return;
    event.preventDefault();
    store.playOrPause();
  };
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}
