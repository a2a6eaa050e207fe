// The theme's colours as numbers, for what CSS cannot draw: the canvas and the cells' contrast. Follows theme changes.
import { signal } from '@preact/signals';
import { css, divergingScale, type Rgb, type Scale } from './colours.ts';

export interface Theme {
  readonly weights: Scale;
  readonly curve: string;
  readonly axis: string;
  readonly grid: string;
  /** A CSS font for the curve's axes. */
  readonly font: string;
}

export const theme = signal<Theme>(readTheme());

/** VS Code changes the body's class and the root's variables when the theme changes. */
export function followTheme(): void {
  const observer = new MutationObserver(() => (theme.value = readTheme()));
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}

function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  const read = (name: string, over?: Rgb): Rgb => {
    pen.fillStyle = over ? css(over) : '#808080';
    pen.fillRect(0, 0, 1, 1);
    pen.fillStyle = style.getPropertyValue(name);
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };
  const background = read('--background');
  const negative = read('--negative', background);
  const positive = read('--positive', background);
  return {
    weights: divergingScale(background, read('--foreground', background), negative, positive),
    curve: css(read('--curve', background)),
    axis: css(read('--quiet', background)),
    grid: css(read('--grid', background)),
    font: `${style.getPropertyValue('--small')} ${style.getPropertyValue('--mono')}`,
  };
}
