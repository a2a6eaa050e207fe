// The view's entry: sets the language, connects to the host, renders. Read `app.tsx` next.
import './kit/base.css';
import * as l10n from '@vscode/l10n';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { connect } from '../shared/messages/channel.ts';
import { reportOf } from '../shared/text/errors.ts';
import type { ViewContract } from '../shared/messages/protocol.ts';
import { hostPort, loadNavigation, saveNavigation } from './run/api.ts';
import { App } from './app.tsx';
import { keepFocus } from './kit/focus.ts';
import { Store } from './run/store.ts';
import { followTheme } from './kit/theme.ts';
import { throttled } from './kit/throttle.ts';

l10n.config({ contents: document.getElementById('translations')?.textContent ?? '{}' });

/** A run that is played moves the cursor with every frame. */
const save = throttled(saveNavigation, 100);

const store = new Store((draw) => requestAnimationFrame(draw));
store
  .connect(connect<ViewContract>(hostPort, store.listeners), loadNavigation())
  .catch((thrown: unknown) => (store.problem.value = reportOf(thrown)))
  .finally(() => {
    followTheme();
    effect(() => save(store.navigation));
    const root = document.getElementById('app')!;
    keepFocus(root);
    render(<App store={store} />, root);
  });
