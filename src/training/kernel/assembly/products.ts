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
    if (isWide) tile4x8(a, aRow, aTerm, b, bTerm, c, cRow, terms);
    else tile4x4(a, aRow, aTerm, b, bTerm, c, cRow, terms);
    a += aRow << 2;
    c += cRow << 2;
  }
  for (; rows > 0; rows--) {
    if (isWide) tile1x8(a, aTerm, b, bTerm, c, terms);
    else tile1x4(a, aTerm, b, bTerm, c, terms);
    a += aRow;
    c += cRow;
  }
}

function tile4x8(
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
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  for (; terms > 0; terms--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a0);
    c00 = f32x4.add(c00, f32x4.mul(x, b0));
    c01 = f32x4.add(c01, f32x4.mul(x, b1));
    x = v128.load32_splat(a1);
    c10 = f32x4.add(c10, f32x4.mul(x, b0));
    c11 = f32x4.add(c11, f32x4.mul(x, b1));
    x = v128.load32_splat(a2);
    c20 = f32x4.add(c20, f32x4.mul(x, b0));
    c21 = f32x4.add(c21, f32x4.mul(x, b1));
    x = v128.load32_splat(a3);
    c30 = f32x4.add(c30, f32x4.mul(x, b0));
    c31 = f32x4.add(c31, f32x4.mul(x, b1));
    a0 += aTerm;
    a1 += aTerm;
    a2 += aTerm;
    a3 += aTerm;
    b += bTerm;
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += cRow;
  v128.store(c, c10);
  v128.store(c, c11, 16);
  c += cRow;
  v128.store(c, c20);
  v128.store(c, c21, 16);
  c += cRow;
  v128.store(c, c30);
  v128.store(c, c31, 16);
}

function tile4x4(
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
  let c0 = f32x4.splat(nothing);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  for (; terms > 0; terms--) {
    const b0 = v128.load(b);
    c0 = f32x4.add(c0, f32x4.mul(v128.load32_splat(a0), b0));
    c1 = f32x4.add(c1, f32x4.mul(v128.load32_splat(a1), b0));
    c2 = f32x4.add(c2, f32x4.mul(v128.load32_splat(a2), b0));
    c3 = f32x4.add(c3, f32x4.mul(v128.load32_splat(a3), b0));
    a0 += aTerm;
    a1 += aTerm;
    a2 += aTerm;
    a3 += aTerm;
    b += bTerm;
  }
  v128.store(c, c0);
  c += cRow;
  v128.store(c, c1);
  c += cRow;
  v128.store(c, c2);
  c += cRow;
  v128.store(c, c3);
}

function tile1x8(a: usize, aTerm: usize, b: usize, bTerm: usize, c: usize, terms: i32): void {
  let c0 = f32x4.splat(nothing);
  let c1 = c0;
  for (; terms > 0; terms--) {
    const x = v128.load32_splat(a);
    c0 = f32x4.add(c0, f32x4.mul(x, v128.load(b)));
    c1 = f32x4.add(c1, f32x4.mul(x, v128.load(b, 16)));
    a += aTerm;
    b += bTerm;
  }
  v128.store(c, c0);
  v128.store(c, c1, 16);
}

function tile1x4(a: usize, aTerm: usize, b: usize, bTerm: usize, c: usize, terms: i32): void {
  let c0 = f32x4.splat(nothing);
  for (; terms > 0; terms--) {
    c0 = f32x4.add(c0, f32x4.mul(v128.load32_splat(a), v128.load(b)));
    a += aTerm;
    b += bTerm;
  }
  v128.store(c, c0);
}
