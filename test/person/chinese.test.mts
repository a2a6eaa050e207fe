// The lesson in Simplified Chinese.
import { after, before, test } from 'node:test';
import { eventually } from '../eventually.mts';
import { openSession, type Session } from './session.mts';

let session: Session;
before(async () => {
  session = await openSession({ locale: 'zh-cn' });
});
after(() => session.close());

test('F1 and “Backprop: 训练” train the lesson, and the panel says it in Chinese', async () => {
  const { workbench } = session;
  await workbench.runCommand('Backprop: 训练');
  await eventually(async () => (await workbench.lossTable())['2,500'], '0.390597');
  for (const button of ['训练', '暂停', '停止']) await workbench.panel.getByRole('button', { name: button }).waitFor();
  await workbench.panel.getByRole('combobox', { name: '优化器' }).waitFor();
  await workbench.screenshot('panel-zh-cn.png');
});
