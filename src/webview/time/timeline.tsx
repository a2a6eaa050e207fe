// The slider over all steps, with the loss curve drawn behind it. Knows nothing of what a step shows.
import * as l10n from '@vscode/l10n';
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { formatCount, formatNumber } from '../../shared/text/numbers.ts';
import { isAlive } from '../../shared/run/status.ts';
import type { Series } from '../../shared/run/series.ts';
import type { Store } from '../run/store.ts';
import { theme, type Theme } from '../kit/theme.ts';
import { curveOf, stepAtX, xOfStep } from './thin-curve.ts';
import { moveByKey } from './time-bar.tsx';

export function Timeline({ store }: { store: Store }) {
  const track = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [step, newest, last] = [store.step.value, store.newest.value, lastStep(store)];
  useEffect(() => {
    const picture = canvas.current!;
    const draw = () => {
      const run = store.run.value;
      if (run) paint(picture, run.series, store.rows.value, lastStep(store), theme.value);
    };
    const resized = new ResizeObserver(draw);
    resized.observe(picture);
    const stop = effect(draw);
    return () => {
      stop();
      resized.disconnect();
    };
  }, [store]);

  const moveTo = ({ clientX }: PointerEvent) => {
    const { left, width } = track.current!.getBoundingClientRect();
    store.goTo(Math.max(stepAtX(clientX - left, width, last), 0));
  };
  const loss = store.moment.value?.loss;
  return (
    <div
      ref={track}
      class="timeline"
      role="slider"
      tabIndex={0}
      aria-label={l10n.t('Step shown')}
      aria-valuemin={0}
      aria-valuemax={Math.max(newest, 0)}
      aria-valuenow={Math.max(step, 0)}
      aria-valuetext={
        loss === undefined
          ? l10n.t('no step yet')
          : l10n.t('step {0}, loss on all data {1}', formatCount(step), formatNumber(loss))
      }
      onKeyDown={(event) => moveByKey(store, event)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        moveTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(event);
      }}
    >
      <canvas ref={canvas} aria-hidden="true" />
      {step >= 0 && <div class="timeline-now" style={{ left: `${100 * xOfStep(step, 1, last)}%` }} />}
    </div>
  );
}

/** The step at the right end: as in the loss curve, all that are to come where some are. */
function lastStep(store: Store): number {
  const { steps = 1 } = store.run.value?.spec.training ?? {};
  return Math.max(isAlive(store.status.value) ? steps - 1 : store.newest.value, 1);
}

function paint(canvas: HTMLCanvasElement, series: Series, rows: number, last: number, { curve }: Theme): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext('2d')!;
  pen.scale(ratio, ratio);
  const points = curveOf(series, rows, last, { width, height });
  if (points.length === 0) return;
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.strokeStyle = curve;
  pen.lineWidth = 1;
  pen.stroke();
  pen.lineTo(points.at(-1)![0], height);
  pen.lineTo(points[0]![0], height);
  pen.globalAlpha = 0.16;
  pen.fillStyle = curve;
  pen.fill();
}
