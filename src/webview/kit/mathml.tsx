// Formulas drawn as MathML, which browsers set and screen readers read. Knows nothing of what a formula is about.
import './mathml.css';
import type { ComponentChild, ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { formulaText, type Branch, type Formula, type FunctionName } from '../../shared/formula/formula.ts';
import { formatNumber } from '../../shared/text/numbers.ts';

interface Props {
  left: Formula;
  right?: Formula | null;
  /** Fractions in full size. */
  large?: boolean;
}

/** An equation, or a formula alone. */
export function Equation({ left, right = null, large = false }: Props) {
  // What says the same is not drawn anew: formulas mostly stay while the numbers change.
  return useMemo(
    () => (
      <math displaystyle={large}>
        <mrow>
          {draw(left)}
          {right && (
            <>
              <mo>=</mo>
              {draw(right)}
            </>
          )}
        </mrow>
      </math>
    ),
    [formulaText(left), right && formulaText(right), large],
  );
}

/** How tightly a formula holds together: sums least. */
const strength = { sum: 0, negative: 1, product: 2, matrixProduct: 2 } as const;
const strengthOf = ({ kind }: Formula): number => (kind in strength ? strength[kind as keyof typeof strength] : 3);

function within(part: Formula, least: number): ComponentChild {
  return strengthOf(part) < least || (least > 1 && isNegative(part)) ? <Bracketed>{draw(part)}</Bracketed> : draw(part);
}

function Bracketed({ children }: { children: ComponentChildren }) {
  return (
    <mrow>
      <mo>(</mo>
      {children}
      <mo>)</mo>
    </mrow>
  );
}

const isNegative = (part: Formula) =>
  (part.kind === 'cell' || (part.kind === 'number' && part.base === undefined)) && part.value < 0;

function draw(formula: Formula): ComponentChild {
  switch (formula.kind) {
    case 'symbol':
      return drawSymbol(formula);
    case 'derivative':
      return (
        <mfrac>
          <mrow>
            <mo>∂</mo>
            {draw(formula.of)}
          </mrow>
          <mrow>
            <mo>∂</mo>
            {draw(formula.by)}
          </mrow>
        </mfrac>
      );
    case 'cell':
      return drawNumber(formula.value);
    case 'number':
      return formula.base === undefined ? drawNumber(formula.value) : drawName(formula.base, formula.sub);
    case 'sum':
      return (
        <mrow>
          {formula.terms.map((term, k) => {
            if (term.kind === 'negative') return [<mo>−</mo>, within(term.of, 1)];
            return k === 0 ? draw(term) : [<mo>+</mo>, within(term, 1)];
          })}
        </mrow>
      );
    case 'product':
      return (
        <mrow>
          {formula.factors.map((factor, k) => (k === 0 ? within(factor, 1) : [<mo>·</mo>, within(factor, 3)]))}
        </mrow>
      );
    case 'matrixProduct':
      return (
        <mrow>
          {within(formula.left, 2)}
          <mo>·</mo>
          {within(formula.right, 3)}
        </mrow>
      );
    case 'quotient':
      return (
        <mfrac>
          <mrow>{draw(formula.over)}</mrow>
          <mrow>{draw(formula.under)}</mrow>
        </mfrac>
      );
    case 'negative':
      return (
        <mrow>
          <mo>−</mo>
          {within(formula.of, 1)}
        </mrow>
      );
    case 'root':
      return <msqrt>{draw(formula.of)}</msqrt>;
    case 'square':
      return raised(formula.of, <mn>2</mn>);
    case 'power':
      return raised(formula.base, <mrow>{draw(formula.exponent)}</mrow>);
    case 'transpose':
      return raised(formula.of, <mi>⊤</mi>);
    case 'apply':
      return applied(formula.name, draw(formula.of));
    case 'clip':
      return call('clip', draw(formula.of), draw(formula.low), draw(formula.high));
    case 'cases':
      return (
        <mrow>
          <mo>{'{'}</mo>
          <mtable>{formula.branches.map(drawBranch)}</mtable>
        </mrow>
      );
    case 'total':
      return (
        <mrow>
          <mo>∑</mo>
          {within(formula.of, 2)}
        </mrow>
      );
    case 'mean':
      return call('mean', draw(formula.of));
    case 'softmax':
      return call('softmax', draw(formula.of));
  }
}

/** `W1` is a W with a 1 below. What has a whole symbol below has it small, but for Δ, which stands before it. */
function drawSymbol({ base, sub, prime }: Extract<Formula, { kind: 'symbol' }>): ComponentChild {
  const under = sub === undefined ? undefined : /^(\p{L})(\d+)$/u.exec(sub);
  const whole = under ? drawName(under[1]!, under[2]) : undefined;
  if (whole && base === 'Δ')
    return (
      <mrow>
        <mi>Δ</mi>
        {whole}
      </mrow>
    );
  return drawName(base, whole ?? sub, prime);
}

function drawName(base: string, sub: ComponentChild, prime?: true): ComponentChild {
  const name = <mi>{base}</mi>;
  const below = typeof sub !== 'string' ? sub : /^\d+$/.test(sub) ? <mn>{sub}</mn> : <mi>{sub}</mi>;
  const mark = prime && <mo>′</mo>;
  if (below === undefined) {
    if (!mark) return name;
    return (
      <msup>
        {name}
        {mark}
      </msup>
    );
  }
  if (mark)
    return (
      <msubsup>
        {name}
        {below}
        {mark}
      </msubsup>
    );
  return (
    <msub>
      {name}
      {below}
    </msub>
  );
}

function drawNumber(value: number): ComponentChild {
  const digits = formatNumber(Math.abs(value));
  const [mantissa = '', exponent] = digits.split('e');
  const size =
    exponent === undefined ? (
      <mn>{mantissa}</mn>
    ) : (
      <mrow>
        <mn>{mantissa}</mn>
        <mo>·</mo>
        <msup>
          <mn>10</mn>
          <mn>{exponent.replace('+', '')}</mn>
        </msup>
      </mrow>
    );
  if (!(value < 0)) return size;
  return (
    <mrow>
      <mo>−</mo>
      {size}
    </mrow>
  );
}

function raised(of: Formula, exponent: ComponentChild): ComponentChild {
  const bare = of.kind === 'symbol' && !of.prime && of.sub === undefined;
  const base = bare || of.kind === 'number' ? draw(of) : within(of, 3);
  return (
    <msup>
      {of.kind === 'derivative' ? <Bracketed>{draw(of)}</Bracketed> : <mrow>{base}</mrow>}
      {exponent}
    </msup>
  );
}

function call(name: string, ...of: ComponentChild[]): ComponentChild {
  return (
    <mrow>
      <mi>{name}</mi>
      <mtext>(</mtext>
      {of.map((one, k) => (k === 0 ? one : [<mo>,</mo>, one]))}
      <mtext>)</mtext>
    </mrow>
  );
}

const fences: Partial<Record<FunctionName, readonly [string, string]>> = { abs: ['|', '|'], floor: ['⌊', '⌋'] };

function applied(name: FunctionName, of: ComponentChild): ComponentChild {
  const fence = fences[name];
  if (fence)
    return (
      <mrow>
        <mo>{fence[0]}</mo>
        {of}
        <mo>{fence[1]}</mo>
      </mrow>
    );
  if (name === 'max0') return call('max', of, <mn>0</mn>);
  if (name === 'min1') return call('min', of, <mn>1</mn>);
  if (name === 'exp')
    return (
      <msup>
        <mi>e</mi>
        <mrow>{of}</mrow>
      </msup>
    );
  return call(name, of);
}

function drawBranch({ then, when }: Branch): ComponentChild {
  return (
    <mtr>
      <mtd>{draw(then)}</mtd>
      <mtd>
        {when && (
          <mrow>
            {draw(when.left)}
            <mo>{when.relation}</mo>
            {draw(when.right)}
          </mrow>
        )}
      </mtd>
    </mtr>
  );
}
