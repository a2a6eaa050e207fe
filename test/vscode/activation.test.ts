// What the extension is before anything is asked of it.
import * as vscode from 'vscode';
import { deepEqual } from './expect.ts';
import { extension } from './extension.ts';

interface Manifest {
  contributes: { commands: { command: string }[] };
}

suite('activation', () => {
  test('registers every command of the manifest', async () => {
    await extension();
    const manifest = vscode.extensions.getExtension('backprop.backprop')!.packageJSON as Manifest;
    const registered = await vscode.commands.getCommands(true);
    const missing = manifest.contributes.commands.filter(({ command }) => !registered.includes(command));
    deepEqual(missing, []);
  });
});
