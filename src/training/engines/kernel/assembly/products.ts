// Matrix products in tiles of four rows by eight or four columns that stay in registers while the inner sum runs from
// its first term to its last: the order of a plain loop, at the speed of blocked code. Strides are in bytes.
import { nothing } from './run';

/** c = a·b for up to 4·n rows and 8 or 4 columns; `terms` is the length of the inner sum. */
export function multiplyPanel(
  a: usize,
  aRow: usize,
  aTerm: usize,
  b: usize,
  bTerm: usize,
  c: usize,
  cRow: usize,
  rows: i32,
  terms: i32,
  isWide: bool,
): void {
  for (; rows >= 4; rows -= 4) {
    if (isWide) fourRows<Eight>(a, aRow, aTerm, b, bTerm, c, cRow, terms);
    else fourRows<Four>(a, aRow, aTerm, b, bTerm, c, cRow, terms);
    a += aRow << 2;
    c += cRow << 2;
  }
  for (; rows > 0; rows--) {
    if (isWide) oneRow<Eight>(a, aTerm, b, bTerm, c, terms);
    else oneRow<Four>(a, aTerm, b, bTerm, c, terms);
    a += aRow;
    c += cRow;
  }
}

/** How many columns a tile has is known when the kernel is compiled, by the size of a type. */
type Eight = u64;
type Four = u32;

function fourRows<Columns>(
  a0: usize,
  aRow: usize,
  aTerm: usize,
  b: usize,
  bTerm: usize,
  c: usize,
  cRow: usize,
  terms: i32,
): void {
  let a1 = a0 + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  let c00 = f32x4.splat(nothing);
  let c10 = c00;
  let c20 = c00;
  let c30 = c00;
  // The other four columns.
  let c01 = c00;
  let c11 = c00;
  let c21 = c00;
  let c31 = c00;
  for (; terms > 0; terms--) {
    const b0 = v128.load(b);
    const x0 = v128.load32_splat(a0);
    const x1 = v128.load32_splat(a1);
    const x2 = v128.load32_splat(a2);
    const x3 = v128.load32_splat(a3);
    c00 = f32x4.add(c00, f32x4.mul(x0, b0));
    c10 = f32x4.add(c10, f32x4.mul(x1, b0));
    c20 = f32x4.add(c20, f32x4.mul(x2, b0));
    c30 = f32x4.add(c30, f32x4.mul(x3, b0));
    if (sizeof<Columns>() == 8) {
      const b1 = v128.load(b, 16);
      c01 = f32x4.add(c01, f32x4.mul(x0, b1));
      c11 = f32x4.add(c11, f32x4.mul(x1, b1));
      c21 = f32x4.add(c21, f32x4.mul(x2, b1));
      c31 = f32x4.add(c31, f32x4.mul(x3, b1));
    }
    a0 += aTerm;
    a1 += aTerm;
    a2 += aTerm;
    a3 += aTerm;
    b += bTerm;
  }
  storeRow<Columns>(c, c00, c01);
  storeRow<Columns>(c + cRow, c10, c11);
  storeRow<Columns>(c + 2 * cRow, c20, c21);
  storeRow<Columns>(c + 3 * cRow, c30, c31);
}

function oneRow<Columns>(a: usize, aTerm: usize, b: usize, bTerm: usize, c: usize, terms: i32): void {
  let c0 = f32x4.splat(nothing);
  let c1 = c0;
  for (; terms > 0; terms--) {
    const x = v128.load32_splat(a);
    c0 = f32x4.add(c0, f32x4.mul(x, v128.load(b)));
    if (sizeof<Columns>() == 8) c1 = f32x4.add(c1, f32x4.mul(x, v128.load(b, 16)));
    a += aTerm;
    b += bTerm;
  }
  storeRow<Columns>(c, c0, c1);
}

function storeRow<Columns>(c: usize, first: v128, second: v128): void {
  v128.store(c, first);
  if (sizeof<Columns>() == 8) v128.store(c, second, 16);
}
