// Numbers in the reader's language, and the names of units, layers and weights. What they mean is `meanings.ts`.
import { formatNumber, withSubscripts } from '../../shared/text/numbers.ts';

let rounded: Intl.NumberFormat | undefined;

/** 812345 as `812k`, 81.2万. The SI prefix is a small k. */
export function compact(value: number): string {
  // The words are English wherever they are not Chinese, and so are the numbers that have words in them.
  rounded ??= new Intl.NumberFormat(document.documentElement.lang === 'zh-cn' ? 'zh-cn' : 'en', {
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  return rounded.format(value).replace('K', 'k');
}

/** How far a loss is above the limit, with as many decimals as the loss itself has at six digits. */
export function aboveLimit(loss: number, limit: number): string {
  const decimals = 5 - Math.floor(Math.log10(Math.abs(loss)));
  const above = Math.max(loss - limit, 0);
  return formatNumber(decimals >= 0 && decimals <= 12 ? Number(above.toFixed(decimals)) : above);
}

/** The name of a unit: `x0`, `a2`, `y`; where there are more hidden layers than one, `a₁.0`. Units count from 0. */
export function unitName(widths: readonly number[], layer: number, index: number): string {
  const last = widths.length - 1;
  if (layer === 0) return `x${index}`;
  if (layer === last) return widths[last] === 1 ? 'y' : `y${index}`;
  return last > 2 ? `${layerName(widths, layer)}.${index}` : `a${index}`;
}

/** The name of a whole layer: `x`, `a`, `y`; where there are more hidden layers than one, `a₁`. */
export function layerName(widths: readonly number[], layer: number): string {
  const last = widths.length - 1;
  if (layer === 0) return 'x';
  if (layer === last) return 'y';
  return last > 2 ? withSubscripts(`a${layer}`) : 'a';
}

/** The name of the weights that lead to a layer: `W₁`. */
export const weightsName = (layer: number) => withSubscripts(`W${layer}`);
