// A folder that nobody trusts: what its settings say is text, wherever it is shown.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openSession, type Session } from './session.mts';

/** As a link it would open the palette with that text in it. */
const hostile = '[Repair this setting](command:workbench.action.quickOpen?%22INJECTED%22) $(trash)';

describe('a folder in Restricted Mode', () => {
  let session: Session;
  before(async () => {
    session = await openSession({ untrustedSettings: { 'backprop.optimizer': hostile } });
  });
  after(() => session?.close());

  test('makes no command of a setting that is refused, nor an icon', async () => {
    const { workbench } = session;
    await workbench.page.locator('.part.banner').getByText('Restricted Mode').waitFor();
    await workbench.runCommand('Backprop: Train');
    const message = workbench.message('backprop.optimizer is');
    await message.waitFor();
    const text = message.locator('.notification-list-item-message');
    const written = `backprop.optimizer is ${JSON.stringify(hostile)}. It must be one of sgd, momentum, adam.`;
    assert.equal((await text.innerText()).replaceAll('\u2060', ''), written);
    assert.equal(await text.locator('a, .codicon').count(), 0);
  });
});
