import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { layoutNetwork } from '../../../../src/webview/kit/network-layout.ts';
import { roved } from '../../../../src/webview/kit/roving.ts';

describe('the network picture', () => {
  test('has its layers evenly from left to right, each about the middle', () => {
    const { height, units } = layoutNetwork([2, 3, 1], 440, 50, 20);
    assert.equal(height, 150);
    assert.deepEqual([...new Set(units.map(({ x }) => x))], [20, 220, 420]);
    for (const layer of [0, 1, 2]) {
      const ys = units.filter((unit) => unit.layer === layer).map(({ y }) => y);
      assert.equal(ys.reduce((sum, y) => sum + y, 0) / ys.length, 75);
    }
  });

  test('draws a wide layer by its first and last units', () => {
    const { units } = layoutNetwork([1, 100, 1], 440, 50, 20);
    const wide = units.filter(({ layer }) => layer === 1).map(({ index }) => index);
    assert.deepEqual(wide, [0, 1, 2, 3, 4, undefined, 95, 96, 97, 98, 99]);
  });

  test('keeps every unit inside', () => {
    const { width, height, units } = layoutNetwork([3, 12, 13, 2], 300, 40, 24);
    for (const { x, y } of units) assert.ok(x >= 24 && x <= width - 24 && y >= 20 && y <= height - 20);
  });
});

describe('arrows in a grid', () => {
  const size = { rows: 3, columns: 4 };
  test('lead to the neighbour, and no further than the edge', () => {
    assert.deepEqual(roved('ArrowDown', { row: 1, column: 2 }, size), { row: 2, column: 2 });
    assert.deepEqual(roved('ArrowLeft', { row: 1, column: 2 }, size), { row: 1, column: 1 });
    assert.deepEqual(roved('ArrowUp', { row: 0, column: 2 }, size), { row: 0, column: 2 });
    assert.deepEqual(roved('ArrowRight', { row: 0, column: 3 }, size), { row: 0, column: 3 });
  });
  test('Home and End lead to the ends of the row', () => {
    assert.deepEqual(roved('Home', { row: 1, column: 2 }, size), { row: 1, column: 0 });
    assert.deepEqual(roved('End', { row: 1, column: 2 }, size), { row: 1, column: 3 });
  });
  test('other keys lead nowhere', () => assert.equal(roved('a', { row: 1, column: 2 }, size), undefined));
});
