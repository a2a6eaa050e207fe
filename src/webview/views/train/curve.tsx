// The loss curve with the limit, the cursor in time and the value under the pointer. The loss table says the same.
import './curve.css';
import * as l10n from '@vscode/l10n';
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { formatCount, formatNumber } from '../../../shared/text/numbers.ts';
import { isAlive } from '../../../shared/run/status.ts';
import type { CurveScale } from '../../run/api.ts';
import { createChart, type Chart } from '../../kit/chart.ts';
import { lowerBound, moveOfKey } from '../../run/cursor.ts';
import type { Store } from '../../run/store.ts';
import { theme } from '../../kit/theme.ts';
import { explainLimit } from '../../run/meanings.ts';

export function Curve({ store }: { store: Store }) {
  const holder = useRef<HTMLDivElement>(null);
  const scale = store.scale.value;
  useEffect(() => drawInto(holder.current!, store, scale), [store, scale]);
  return (
    <section class="curve" aria-label={l10n.t('Loss curve')}>
      <div class="curve-bar">
        <CursorPlace store={store} />
        <div class="scale" role="group" aria-label={l10n.t('Scale of the loss')}>
          <ScaleButton store={store} scale="log" label={l10n.t('log')} />
          <ScaleButton store={store} scale="linear" label={l10n.t('linear')} />
        </div>
      </div>
      <div ref={holder} class="plot" />
    </section>
  );
}

/** The step that everything shows, and the way back to the newest. */
function CursorPlace({ store }: { store: Store }) {
  const moment = store.moment.value;
  const following = store.cursor.value.kind === 'latest';
  return (
    <p class="cursor-place">
      <span class="number quiet">{moment ? placeOf(store.step.value, moment.step) : ''}</span>
      {!following && (
        <button class="link" title={l10n.t('Follow the newest step (End)')} onClick={() => store.move('latest')}>
          {l10n.t('Latest')}
        </button>
      )}
    </p>
  );
}

/** A step between two that are recorded is shown by the one before it. */
function placeOf(step: number, recorded: number): string {
  return step === recorded
    ? l10n.t('step {0}', formatCount(step))
    : l10n.t('step {0}, as recorded at step {1}', formatCount(step), formatCount(recorded));
}

function ScaleButton({ store, scale, label }: { store: Store; scale: CurveScale; label: string }) {
  return (
    <button aria-pressed={store.scale.value === scale} onClick={() => (store.scale.value = scale)}>
      {label}
    </button>
  );
}

/** @returns what takes it away again */
function drawInto(holder: HTMLElement, store: Store, scale: CurveScale): () => void {
  const marks = {
    limit: mark('limit-line'),
    now: mark('now-line'),
    dot: mark('now-dot'),
    pointed: mark('pointed-value'),
  };
  const chart = createChart(holder, scale, theme.peek());
  chart.onPoint((row) => showPointed(marks.pointed, chart, store, row));
  chart.over.append(...Object.values(marks));
  makeSlider(chart, store);

  const placeMarks = () => {
    placeLimit(marks.limit, chart, store.limit.peek());
    placeNow(marks.now, marks.dot, chart, store);
  };
  const draw = () => {
    const run = store.run.value;
    const rows = store.rows.value;
    const status = store.status.value;
    if (!run) return;
    const goesOn = isAlive(status) || status?.kind === 'done';
    const lastRow = rows > 0 ? run.series.step(rows - 1) : 0;
    chart.draw(run.series, rows, goesOn ? run.spec.training.steps - 1 : lastRow, store.limit.value);
    placeMarks();
  };
  const size = () => {
    chart.resize(holder.clientWidth, holder.clientHeight);
    placeMarks();
  };
  const resized = new ResizeObserver(size);
  resized.observe(holder);
  size();
  const stops = [
    effect(draw),
    effect(() => {
      void store.cursor.value;
      placeNow(marks.now, marks.dot, chart, store);
    }),
    effect(() => chart.restyle(theme.value)),
    effect(() => describe(chart, store)),
  ];
  return () => {
    for (const stop of stops) stop();
    resized.disconnect();
    chart.dispose();
  };
}

function mark(name: string): HTMLElement {
  const element = document.createElement('div');
  element.className = name;
  element.hidden = true;
  return element;
}

function placeLimit(line: HTMLElement, chart: Chart, limit: number | undefined): void {
  const top = limit === undefined ? undefined : chart.y(limit);
  line.hidden = top === undefined;
  if (top === undefined || limit === undefined) return;
  const words = line.firstElementChild ?? line.appendChild(document.createElement('span'));
  words.textContent = l10n.t('this network’s limit {0}', formatNumber(limit));
  words.setAttribute('title', explainLimit(limit));
  line.style.setProperty('top', `${top}px`);
}

function placeNow(line: HTMLElement, dot: HTMLElement, chart: Chart, store: Store): void {
  const moment = store.moment.value;
  line.hidden = moment === null;
  dot.hidden = true;
  if (!moment) return;
  const left = chart.x(moment.step);
  line.style.setProperty('transform', `translateX(${left}px)`);
  const top = chart.y(moment.loss);
  if (top === undefined) return;
  dot.hidden = false;
  dot.style.setProperty('transform', `translate(${left}px, ${top}px)`);
}

/** The exact value under the pointer, beside the crosshair. */
function showPointed(label: HTMLElement, chart: Chart, store: Store, row: number | null): void {
  const run = store.run.peek();
  label.hidden = row === null || !run;
  if (row === null || !run) return;
  const [step, loss] = [run.series.step(row), run.series.loss(row)];
  label.textContent = l10n.t('step {0}: {1}', formatCount(step), formatNumber(loss));
  const left = chart.x(step);
  const flips = left > chart.over.clientWidth / 2;
  label.style.setProperty('transform', `translateX(${left}px) translateX(${flips ? '-100%' : '0'})`);
}

/** The plot's area is a slider in time: by pointer and by key. */
function makeSlider(chart: Chart, store: Store): void {
  const { over } = chart;
  over.tabIndex = 0;
  over.setAttribute('role', 'slider');
  over.setAttribute('aria-label', l10n.t('Step shown'));
  chart.canvas.setAttribute('role', 'img');
  over.addEventListener('keydown', (event) => {
    const move = moveOfKey[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    store.move(move);
  });
  const moveTo = ({ clientX }: PointerEvent) => {
    if (store.rows.peek() > 0) store.moveTo(chart.rowAt(clientX - over.getBoundingClientRect().left));
  };
  over.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    over.setPointerCapture(event.pointerId);
    moveTo(event);
  });
  over.addEventListener('pointermove', (event) => {
    if (over.hasPointerCapture(event.pointerId)) moveTo(event);
  });
}

/** What the picture shows, in words: while a reader follows a run, those of the last report, not of every frame. */
function describe(chart: Chart, store: Store): void {
  const run = store.run.value;
  const row = store.row.value;
  if (!run || row < 0) return;
  const { series, reports } = run;
  const followsRunning = store.cursor.value.kind === 'latest' && store.status.value?.kind === 'running';
  const described = followsRunning ? (reports[lowerBound(reports, row + 1) - 1] ?? 0) : row;
  const last = followsRunning ? described : store.rows.value - 1;
  const value = l10n.t('step {0}: {1}', formatCount(series.step(described)), formatNumber(series.loss(described)));
  const summary = l10n.t(
    'Loss curve: from {0} at step 0 to {1} at step {2}. The loss table has the numbers.',
    formatNumber(series.loss(0)),
    formatNumber(series.loss(last)),
    formatCount(series.step(last)),
  );
  chart.canvas.setAttribute('aria-label', summary);
  chart.over.setAttribute('aria-valuemin', '0');
  chart.over.setAttribute('aria-valuemax', String(series.step(last)));
  chart.over.setAttribute('aria-valuenow', String(series.step(described)));
  chart.over.setAttribute('aria-valuetext', value);
}
