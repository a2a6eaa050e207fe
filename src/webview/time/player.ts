// Plays a run like a film: how many steps a frame goes on by. Time is a parameter.
import { signal } from '@preact/signals';

/** Steps a second that can be chosen. */
export const speeds = [1, 2, 5, 10, 30, 60, 600] as const;

/** A gap longer than this is no frame: the page was hidden. */
const longestFrameMs = 250;

export class Player {
  readonly playing = signal(false);
  readonly speed = signal(5);
  #lastAt: number | undefined;
  #owed = 0;

  /** Steps to go on by in a frame at a time in milliseconds. */
  frame(at: number): number {
    if (!this.playing.peek()) return 0;
    const passed = Math.min(at - (this.#lastAt ?? at), longestFrameMs);
    this.#lastAt = at;
    this.#owed += (passed / 1000) * this.speed.peek();
    const whole = Math.floor(this.#owed + 1e-9);
    this.#owed -= whole;
    return whole;
  }

  play(): void {
    this.#lastAt = undefined;
    this.#owed = 0;
    this.playing.value = true;
  }

  pause(): void {
    this.playing.value = false;
  }
}
