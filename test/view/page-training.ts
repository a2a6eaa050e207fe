// The training room inside the page under test, for tests that need a run's real steps: what the worker would answer.
import { loadRun } from '../../src/training/run/run.ts';
import { Stepper } from '../../src/training/step/stepper.ts';

declare global {
  interface Window {
    training?: { readonly loadRun: typeof loadRun; readonly Stepper: typeof Stepper };
  }
}

window.training = { loadRun, Stepper };
