// Where a number comes from: its terms with their values, the way by which the reader came, and the way on. Always in the
// same place; what a screen reader hears of it is one polite sentence.
import './explanation.css';
import * as l10n from '@vscode/l10n';
import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { formulaText, type Cell } from '../../../../shared/formula/formula.ts';
import type { Explanation } from '../../../../shared/step/origins.ts';
import { quantityMeaning } from '../../../../shared/step/quantity-names.ts';
import type { Origin } from '../../../../shared/step/step.ts';
import { throttled } from '../../../kit/throttle.ts';
import { ledgerText } from './ledger.ts';
import type { Looking } from '../looking.ts';
import { formatsOf } from '../matrix/formats.ts';
import { Equation } from '../../../kit/mathml.tsx';
import { Terms } from './terms.tsx';
import { cellName, originMeaning } from '../step-words.ts';

export function ExplanationPane({ looking }: { looking: Looking }) {
  const origin = looking.origin.value;
  const explanation = looking.explanation.value;
  return (
    <section
      class="explanation"
      aria-label={l10n.t('Where a number comes from')}
      onPointerEnter={() => looking.pointing.hold()}
      onPointerLeave={() => looking.pointing.hover(null)}
    >
      <h2 class="visually-hidden">{l10n.t('Where a number comes from')}</h2>
      <Spoken looking={looking} />
      {origin && explanation ? (
        <>
          <Trail looking={looking} explanation={explanation} cell={origin.cell} />
          <Explained looking={looking} explanation={explanation} origin={origin} />
        </>
      ) : (
        <p class="quiet">
          {l10n.t('Point at any number, with the mouse or with Tab and the arrow keys, to see where it comes from.')}
        </p>
      )}
      <Keys />
    </section>
  );
}

/** What the keys do at a number. */
function Keys() {
  const keys = [
    ['← ↑ → ↓', l10n.t('next number')],
    ['Shift+↑ ↓', l10n.t('next group')],
    ['Shift+→', l10n.t('to the terms')],
    [l10n.t('Enter'), l10n.t('to its source')],
    [l10n.t('Backspace'), l10n.t('back')],
  ] as const;
  return (
    <dl class="keys quiet">
      {keys.map(([key, does]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ExplainedProps {
  looking: Looking;
  explanation: Explanation;
  origin: Origin;
}

function Explained({ looking, explanation, origin }: ExplainedProps) {
  const quantity = explanation.quantity(origin.cell.quantity);
  const { source } = origin;
  return (
    <>
      <h3 class="number">
        {cellName(explanation, origin.cell)} <span class="quiet">=</span> {formatsOf[quantity.role].exact(origin.value)}
      </h3>
      <p class="quiet">{quantityMeaning(quantity)}</p>
      {quantity.formula && (
        <p class="explained-formula">
          <Equation left={quantity.symbol} right={quantity.formula} large />
        </p>
      )}
      <p>{originMeaning[origin.kind]()}</p>
      {origin.terms.length > 0 && (
        <Terms key={formulaText(quantity.symbol)} looking={looking} explanation={explanation} origin={origin} />
      )}
      {source && (
        <button class="link follow" onClick={() => looking.pointing.follow(origin.cell, source)}>
          {looking.pointing.hovered.value
            ? l10n.t('Follow to {0}', cellName(explanation, source))
            : l10n.t('Follow to {0} (Enter)', cellName(explanation, source))}
        </button>
      )}
    </>
  );
}

/** The way from where the reader began to the number that is explained. */
function Trail({ looking, explanation, cell }: { looking: Looking; explanation: Explanation; cell: Cell }) {
  const { pointing } = looking;
  const trail = pointing.hovered.value ? [] : pointing.trail.value;
  if (trail.length === 0) return <div class="trail" />;
  return (
    <nav class="trail" aria-label={l10n.t('The way back')}>
      <ol>
        {trail.map((step, index) => (
          <li key={index}>
            <button class="link number" onClick={() => pointing.back(index)}>
              {cellName(explanation, step)}
            </button>
          </li>
        ))}
        <li class="number quiet" aria-current="step">
          {cellName(explanation, cell)}
        </li>
      </ol>
    </nav>
  );
}

const betweenSentencesMs = 500;

/** What a screen reader hears: of the numbers that the reader goes to, not of those that time changes. */
function Spoken({ looking }: { looking: Looking }) {
  const [text, setText] = useState('');
  useEffect(() => {
    const say = throttled(setText, betweenSentencesMs);
    const stop = effect(() => {
      if (!looking.pointing.pinned.value) return;
      const origin = looking.origin.peek();
      const explanation = looking.explanation.peek();
      if (origin && explanation) say(sentence(explanation, origin));
    });
    return () => {
      stop();
      say.cancel();
    };
  }, [looking]);
  return (
    <p class="visually-hidden" role="status">
      {text}
    </p>
  );
}

function sentence(explanation: Explanation, { cell, value, terms }: Origin): string {
  const name = cellName(explanation, cell);
  const text = formatsOf[explanation.quantity(cell.quantity).role].exact(value);
  return terms.length === 0
    ? l10n.t('{0} is given: {1}', name, text)
    : l10n.t('{0} is {1}, which is {2}', name, text, ledgerText(terms));
}
