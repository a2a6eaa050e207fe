// Time as a bar: a slider over all steps with the loss curve behind it, keys and buttons for one step, one report, start
// and end, a field to go to a step, and play at a chosen speed. Knows nothing of what a step shows.
import './time-bar.css';
import * as l10n from '@vscode/l10n';
import { useEffect, useRef, useState } from 'preact/hooks';
import { formatCount, parseNumber } from '../../shared/text/numbers.ts';
import { moveOfKey } from '../run/cursor.ts';
import { Icon, type IconName } from '../kit/icon.tsx';
import { useSticking } from '../kit/sticking.ts';
import type { Store } from '../run/store.ts';
import { speeds, type Player } from './player.ts';
import { Timeline } from './timeline.tsx';

export function TimeBar({ store, player }: { store: Store; player: Player }) {
  const bar = useRef<HTMLElement>(null);
  useSticking(bar);
  useFrames(store, player);
  return (
    <section ref={bar} class="time-bar" aria-label={l10n.t('Time')}>
      <div class="time-controls">
        <Buttons store={store} player={player} />
        <StepField store={store} />
        <Following store={store} />
        <label class="speed-field">
          {l10n.t('Speed')}
          <select
            class="input"
            value={player.speed.value}
            onChange={({ currentTarget }) => (player.speed.value = Number(currentTarget.value))}
          >
            {speeds.map((speed) => (
              <option key={speed} value={speed}>
                {speed === 1 ? l10n.t('1 step/s') : l10n.t('{0} steps/s', speed)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Timeline store={store} />
    </section>
  );
}

/** While it plays, every frame moves the cursor on; at the newest step it ends. */
function useFrames(store: Store, player: Player): void {
  const playing = player.playing.value;
  useEffect(() => {
    if (!playing) return;
    let request = requestAnimationFrame(function frame(at) {
      const steps = player.frame(at);
      if (steps > 0) store.goTo(store.step.peek() + steps);
      if (store.step.peek() >= store.newest.peek() && store.status.peek()?.kind !== 'running') player.pause();
      else request = requestAnimationFrame(frame);
    });
    return () => cancelAnimationFrame(request);
  }, [store, player, playing]);
}

/** Plays from where the cursor is, or from the start where it is at the end. */
export function playOrPause(store: Store, player: Player): void {
  if (player.playing.peek()) return player.pause();
  if (store.newest.peek() < 0) return;
  if (store.step.peek() >= store.newest.peek()) store.goTo(0);
  player.play();
}

function Buttons({ store, player }: { store: Store; player: Player }) {
  const step = store.step.value;
  const newest = store.newest.value;
  const makes = store.status.value?.kind === 'paused';
  const playing = player.playing.value;
  return (
    <div class="time-buttons" role="group" aria-label={l10n.t('Move in time')}>
      <Button icon="first" label={l10n.t('First step (Home)')} off={step <= 0} act={() => store.moveStep('start')} />
      <Button icon="back" label={l10n.t('Step back')} off={step <= 0} act={() => store.moveStep('back')} />
      <Button
        icon={playing ? 'pause' : 'play'}
        label={playing ? l10n.t('Stop playing (Space)') : l10n.t('Play (Space)')}
        off={newest < 1}
        act={() => playOrPause(store, player)}
      />
      <Button
        icon="forward"
        label={step >= newest && makes ? l10n.t('Train one step more') : l10n.t('Step forward')}
        off={step >= newest && !makes}
        act={() => store.stepForward()}
      />
      <Button
        icon="last"
        label={l10n.t('Newest step (End)')}
        off={step >= newest}
        act={() => store.moveStep('latest')}
      />
    </div>
  );
}

function Button({ icon, label, off, act }: { icon: IconName; label: string; off: boolean; act: () => void }) {
  return (
    <button class="tool-button" aria-label={label} title={label} aria-disabled={off} onClick={() => !off && act()}>
      <Icon name={icon} />
    </button>
  );
}

/** The step that is shown, and one to go to. */
function StepField({ store }: { store: Store }) {
  const [typed, setTyped] = useState<string | null>(null);
  const [step, newest] = [store.step.value, store.newest.value];
  const wish = typed === null ? step : parseNumber(typed);
  const bad = !(Number.isInteger(wish) && wish >= 0 && wish <= Math.max(newest, 0));
  const go = () => {
    if (typed !== null && !bad) store.goTo(wish);
    if (!bad) setTyped(null);
  };
  return (
    <div class="step-field">
      <label for="step-field">{l10n.t('At step')}</label>
      <input
        id="step-field"
        class="input number"
        inputMode="numeric"
        autocomplete="off"
        spellcheck={false}
        value={typed ?? (step < 0 ? '–' : String(step))}
        aria-invalid={typed !== null && bad}
        title={l10n.t('A whole number from {0} to {1}; Enter goes there', 0, formatCount(Math.max(newest, 0)))}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onBlur={() => setTyped(null)}
        onKeyDown={({ key }) => {
          if (key === 'Enter') go();
          if (key === 'Escape') setTyped(null);
        }}
      />
      <span class="quiet number">{l10n.t('of {0}', newest < 0 ? '–' : formatCount(newest))}</span>
    </div>
  );
}

function Following({ store }: { store: Store }) {
  const following = store.cursor.value.kind === 'latest';
  return (
    <button
      class={following ? 'link following' : 'link'}
      title={l10n.t('Follow the newest step (End)')}
      disabled={following}
      onClick={() => store.moveStep('latest')}
    >
      {l10n.t('Latest')}
    </button>
  );
}

/** The keys of a slider in time. */
export function moveByKey(store: Store, event: KeyboardEvent): void {
  const move = moveOfKey[event.key];
  if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (move === 'forward') store.stepForward();
  else store.moveStep(move);
}
