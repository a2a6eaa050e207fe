import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  colourOf,
  contrast,
  css,
  divergingScale,
  mix,
  scaleEnd,
  strongestMix,
  type Rgb,
} from '../../../../src/webview/kit/colours.ts';

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

describe('contrast', () => {
  test("has WCAG's ends", () => {
    assert.equal(contrast(black, white), 21);
    assert.equal(contrast(white, white), 1);
  });
  test('is the same both ways', () => assert.equal(contrast([9, 99, 199], white), contrast(white, [9, 99, 199])));
  test('of #767676 on white is the well-known 4.54', () =>
    assert.equal(contrast([0x76, 0x76, 0x76], white).toFixed(2), '4.54'));
});

describe('the diverging scale', () => {
  const scale = divergingScale(black, white, [255, 128, 0], [0, 128, 255]);

  test('is the background at zero, and for what is no number', () => {
    assert.equal(colourOf(scale, 0, 1), css(black));
    assert.equal(colourOf(scale, NaN, 1), css(black));
  });
  test('is symmetric in strength, and differs by sign', () => {
    assert.notEqual(colourOf(scale, 1, 1), colourOf(scale, -1, 1));
    assert.equal(colourOf(scale, 0.5, 1), css(mix(black, scale.positive, scale.strongest / 2)));
    assert.equal(colourOf(scale, -0.5, 1), css(mix(black, scale.negative, scale.strongest / 2)));
    assert.equal(
      scale.strongest,
      Math.min(...[scale.negative, scale.positive].map((hue) => strongestMix(black, hue, white))),
    );
  });
  test('goes no further than its ends', () => assert.equal(colourOf(scale, 9, 1), colourOf(scale, Infinity, 1)));

  test('leaves text legible on every shade, whatever the colours', () => {
    for (const hue of [
      [255, 255, 0],
      [0, 0, 255],
      [200, 30, 30],
      [128, 128, 128],
    ] as Rgb[]) {
      for (const [background, text] of [
        [black, white],
        [white, black],
        [
          [31, 31, 31],
          [204, 204, 204],
        ],
      ] as [Rgb, Rgb][]) {
        const strongest = strongestMix(background, hue, text);
        for (let share = 0; share <= 1; share += 0.05) {
          assert.ok(
            contrast(mix(background, hue, strongest * share), text) >= 4.5,
            `${css(hue)} on ${css(background)}`,
          );
        }
      }
    }
  });
  test('stays plain where text is hardly legible as it is', () =>
    assert.equal(strongestMix([100, 100, 100], [255, 0, 0], [120, 120, 120]), 0));
});

describe("the scale's end", () => {
  test('is round, and no less than any value', () => {
    assert.equal(scaleEnd([-2.4427, 1.4846]), 2.5);
    assert.equal(scaleEnd([0.571, -0.1]), 0.6);
    assert.equal(scaleEnd([1000]), 1000);
    for (const value of [1e-30, 0.0123, 7, 8.1, 9.99, 3.3e38]) {
      const end = scaleEnd([value]);
      assert.ok(end >= value && end <= value * 2, `${value}: ${end}`);
    }
  });
  test('leaves out what is not finite, and is 1 where nothing is left', () => {
    assert.equal(scaleEnd([Infinity, 0.2, NaN]), 0.2);
    assert.equal(scaleEnd([0, NaN]), 1);
  });
});
