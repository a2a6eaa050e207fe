// A number that is typed. A text that is no allowed value stays as typed, is marked, and says what is allowed; nothing
// is chosen until it is one.
import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { allowedFor, isAllowed, options } from '../../shared/spec/options.ts';
import { parseNumber } from '../../shared/text/numbers.ts';
import { fieldId, train } from '../run/actions.ts';
import type { FieldName, Store } from '../run/store.ts';
import { useTooltip } from '../kit/tooltip.tsx';

/** Pixels between a complaint and the page's edge. */
const margin = 16;

interface Props {
  store: Store;
  name: FieldName;
  label: string;
  meaning: string;
}

export function NumberField({ store, name, label, meaning }: Props) {
  const { id, onHover, onFocus, tooltip } = useTooltip(meaning);
  const chosen = store.controls.value.choices[name];
  const badText = store.badTexts.value[name];
  /** How the chosen number was written: `1e-3` need not become `0.001` under the reader's hands. */
  const [written, setWritten] = useState('');
  const [isEditing, setIsEditing] = useState(false);
  const [complaining, setComplaining] = useState(false);
  const text = badText ?? (isEditing || parseNumber(written) === chosen ? written : String(chosen));
  const complaint = complaining && badText !== undefined ? complaintAbout(name, label, badText) : undefined;

  const type = (typed: string) => {
    const value = parseNumber(typed);
    const isGood = isAllowed(options[name], value);
    store.markBad(name, isGood ? undefined : typed);
    if (!isGood) return;
    setWritten(typed);
    setComplaining(false);
    if (value !== chosen) store.choose({ [name]: value });
  };

  return (
    <div class="field">
      <label for={fieldId(name)} {...onHover}>
        {label}
      </label>
      <span class="input-box">
        <input
          id={fieldId(name)}
          class={`input number ${name}`}
          inputMode="decimal"
          autocomplete="off"
          spellcheck={false}
          value={text}
          aria-invalid={complaint !== undefined}
          aria-describedby={complaint === undefined ? id : `${id}-complaint`}
          onInput={({ currentTarget }) => type(currentTarget.value)}
          onKeyDown={({ key }) => {
            if (key !== 'Enter') return;
            setComplaining(true);
            train(store);
          }}
          onFocus={(event) => {
            onFocus.onFocus(event);
            setWritten(text);
            setIsEditing(true);
          }}
          onBlur={() => {
            onFocus.onBlur();
            setIsEditing(false);
            setComplaining(true);
          }}
        />
        {complaint !== undefined && <Complaint id={`${id}-complaint`} text={complaint} />}
      </span>
      {complaint === undefined && tooltip}
    </div>
  );
}

/** Below the field, moved to the left where it would reach out of the page. */
function Complaint({ id, text }: { id: string; text: string }) {
  const element = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const keepInPage = () => {
      const { style } = element.current!;
      style.setProperty('left', '0');
      const { right } = element.current!.getBoundingClientRect();
      style.setProperty('left', `${Math.min(document.documentElement.clientWidth - margin - right, 0)}px`);
    };
    keepInPage();
    addEventListener('resize', keepInPage);
    return () => removeEventListener('resize', keepInPage);
  }, [text]);
  return (
    <span ref={element} id={id} class="complaint" role="alert">
      {text}
    </span>
  );
}

function complaintAbout(name: FieldName, label: string, text: string): string {
  const rule = allowedFor(options[name], parseNumber(text));
  if (text.trim() === '') return l10n.t('{0} must be {1}.', label, rule);
  return l10n.t('{0} is {1}. It must be {2}.', label, text.trim(), rule);
}
