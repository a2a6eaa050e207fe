// What a button does where that takes more than one call. Knows the page: a field that holds no allowed value gets the
// focus instead of a training that would not be what it says.
import type { FieldName, Store } from './store.ts';

/** The element id of the button that trains: it is always there. */
export const trainId = 'train';

/** The element id of a typed choice. */
export const fieldId = (name: FieldName) => `field-${name}`;

/** Trains with the choices as they are. */
export function train(store: Store): void {
  const [bad] = Object.keys(store.badTexts.value) as FieldName[];
  if (bad) document.getElementById(fieldId(bad))?.focus();
  else store.train();
}

/** Trains again with another learning rate, whatever is typed. */
export function trainWithLearningRate(store: Store, learningRate: number): void {
  store.markBad('learningRate', undefined);
  store.choose({ learningRate });
  train(store);
}
