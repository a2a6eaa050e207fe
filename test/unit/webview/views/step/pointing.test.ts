import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import type { Cell } from '../../../../../src/shared/formula/formula.ts';
import { Pointing } from '../../../../../src/webview/views/step/pointing.ts';

const cell = (quantity: string, row = 0, column = 0): Cell => ({ quantity, row, column });
const [change, gradient, slope] = [cell('change.W1', 1, 2), cell('dW1', 1, 2), cell('da1', 7, 2)];

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

describe('the way through a step', () => {
  test('leads from number to number, and back the same way', () => {
    const pointing = new Pointing();
    pointing.pin(change);
    pointing.follow(change, gradient);
    pointing.pin(gradient);
    pointing.follow(gradient, slope);
    assert.deepEqual(
      [pointing.trail.value, pointing.cell.value, pointing.wanted.value],
      [[change, gradient], slope, slope],
    );
    assert.equal(pointing.back(), true);
    assert.deepEqual([pointing.trail.value, pointing.cell.value], [[change], gradient]);
    pointing.back();
    assert.equal(pointing.back(), false);
    assert.deepEqual([pointing.trail.value, pointing.cell.value], [[], change]);
  });

  test('can be left for any number of it', () => {
    const pointing = new Pointing();
    pointing.pin(change);
    pointing.follow(change, gradient);
    pointing.follow(gradient, slope);
    pointing.back(0);
    assert.deepEqual([pointing.trail.value, pointing.cell.value], [[], change]);
  });

  test('begins anew where the reader goes elsewhere', () => {
    const pointing = new Pointing();
    pointing.pin(change);
    pointing.follow(change, gradient);
    pointing.pin(slope);
    assert.deepEqual([pointing.trail.value, pointing.cell.value], [[], slope]);
    pointing.follow(change, gradient);
    assert.deepEqual(pointing.trail.value, [change], 'a number followed by the mouse is where the way begins');
  });

  test('is not left for what the mouse only passes over', () => {
    const pointing = new Pointing();
    pointing.pin(change);
    pointing.follow(change, gradient);
    pointing.hover(slope);
    mock.timers.tick(1000);
    assert.deepEqual(pointing.cell.value, slope);
    pointing.hover(null);
    mock.timers.tick(1000);
    assert.deepEqual([pointing.trail.value, pointing.cell.value], [[change], gradient]);
  });

  test('the mouse shows what it rests on, the first at once', () => {
    const pointing = new Pointing();
    pointing.hover(change);
    assert.deepEqual(pointing.cell.value, change);
    pointing.hover(gradient);
    assert.deepEqual(pointing.cell.value, change);
    mock.timers.tick(100);
    assert.deepEqual(pointing.cell.value, gradient);
  });

  test('what the mouse pointed at stays on its way to the explanation, and while it is there', () => {
    const pointing = new Pointing();
    pointing.hover(change);
    for (const passed of [gradient, slope]) {
      pointing.hover(passed);
      mock.timers.tick(20);
    }
    pointing.hover(null);
    mock.timers.tick(200);
    pointing.hold();
    mock.timers.tick(10_000);
    assert.deepEqual(pointing.cell.value, change);
    pointing.hover(null);
    mock.timers.tick(1000);
    assert.equal(pointing.cell.value, null);
  });

  test('what the focus is at stays too', () => {
    const pointing = new Pointing();
    pointing.pin(change);
    pointing.hover(gradient);
    mock.timers.tick(20);
    pointing.hover(null);
    mock.timers.tick(1000);
    assert.deepEqual(pointing.cell.value, change);
  });
});
