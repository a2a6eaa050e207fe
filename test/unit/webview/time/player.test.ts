import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Player } from '../../../../src/webview/time/player.ts';

/** How many steps a player goes on by in a time of frames of 60 a second. */
function played(player: Player, ms: number, from = 0): number {
  let steps = 0;
  for (let frame = 0; frame <= Math.round((ms / 1000) * 60); frame++) steps += player.frame(from + (frame * 1000) / 60);
  return steps;
}

describe('a player', () => {
  for (const speed of [1, 5, 30, 60, 600])
    test(`goes on by ${speed} steps a second`, () => {
      const player = new Player();
      player.speed.value = speed;
      player.play();
      assert.equal(played(player, 3000), 3 * speed);
    });

  test('does nothing before it is told to, and after it is told to stop', () => {
    const player = new Player();
    assert.equal(played(player, 1000), 0);
    player.play();
    player.pause();
    assert.equal(played(player, 1000), 0);
  });

  test('does not make up for the time in which nobody saw it', () => {
    const player = new Player();
    player.speed.value = 60;
    player.play();
    played(player, 1000);
    assert.ok(player.frame(60_000) <= 15);
  });
});
