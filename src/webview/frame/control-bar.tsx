// The controls: what the next run will use, and Train, Pause, Stop. Knows nothing of settings but that they differ.
import './control-bar.css';
import * as l10n from '@vscode/l10n';
import { optimizerKinds, optimizers, type OptimizerKind } from '../../shared/spec/optimizers.ts';
import type { Choices } from '../../shared/messages/protocol.ts';
import { isAlive } from '../../shared/run/status.ts';
import { train, trainId } from '../run/actions.ts';
import { Icon } from '../kit/icon.tsx';
import { NumberField } from './number-field.tsx';
import type { Store } from '../run/store.ts';
import { useTooltip } from '../kit/tooltip.tsx';
import { meaning } from '../run/meanings.ts';

export function ControlBar({ store }: { store: Store }) {
  const { choices, settings } = store.controls.value;
  const differ = (Object.keys(choices) as (keyof Choices)[]).some((name) => choices[name] !== settings[name]);
  return (
    <section class="control-bar" aria-label={l10n.t('Controls')}>
      <OptimizerField store={store} />
      <NumberField store={store} name="learningRate" label={l10n.t('Learning rate')} meaning={meaning.learningRate()} />
      <NumberField store={store} name="steps" label={l10n.t('Steps')} meaning={meaning.steps()} />
      <div class="buttons">
        <button id={trainId} class="button" onClick={() => train(store)}>
          <Icon name="train" />
          {l10n.t('Train')}
        </button>
        <PauseButton store={store} />
        <StopButton store={store} />
      </div>
      {differ && (
        <button class="link" data-heir={trainId} onClick={() => store.keepChoices()}>
          {l10n.t('Keep in settings')}
        </button>
      )}
    </section>
  );
}

function OptimizerField({ store }: { store: Store }) {
  const { id, onHover, onFocus, tooltip } = useTooltip(meaning.optimizer());
  const { optimizer } = store.controls.value.choices;
  return (
    <div class="field">
      <label for="field-optimizer" {...onHover}>
        {l10n.t('Optimizer')}
      </label>
      <select
        id="field-optimizer"
        class="input"
        value={optimizer}
        title={optimizers[optimizer].tensorflowName}
        aria-describedby={id}
        onChange={({ currentTarget }) => store.choose({ optimizer: currentTarget.value as OptimizerKind })}
        {...onFocus}
      >
        {optimizerKinds.map((kind) => (
          <option key={kind} value={kind} data-class-name={optimizers[kind].tensorflowName}>
            {optimizers[kind].label()}
          </option>
        ))}
      </select>
      {tooltip}
    </div>
  );
}

function PauseButton({ store }: { store: Store }) {
  const kind = store.status.value?.kind;
  const label = kind === 'paused' ? l10n.t('Resume') : l10n.t('Pause');
  return (
    <button
      class="tool-button"
      aria-label={label}
      title={label}
      aria-disabled={kind !== 'running' && kind !== 'paused'}
      onClick={() => store.playOrPause()}
    >
      <Icon name={kind === 'paused' ? 'resume' : 'pause'} />
    </button>
  );
}

function StopButton({ store }: { store: Store }) {
  const alive = isAlive(store.status.value);
  return (
    <button
      class="tool-button"
      aria-label={l10n.t('Stop')}
      title={l10n.t('Stop')}
      aria-disabled={!alive}
      onClick={() => alive && store.stop()}
    >
      <Icon name="stop" />
    </button>
  );
}
