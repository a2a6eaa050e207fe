// The one English workbench that the tests of a person's session share. Each of them says what it needs.
import { after } from 'node:test';
import { openSession, type Session } from './session.mts';
import type { Workbench } from './workbench.mts';

let session: Promise<Session> | undefined;
after(async () => (await session)?.close());

export async function englishWorkbench(): Promise<Workbench> {
  session ??= openSession();
  return (await session).workbench;
}

/** Which of the commands that need a run alive the palette offers. */
export async function offeredForARun(workbench: Workbench): Promise<string[]> {
  const offered = await workbench.commandsOf('Backprop');
  return ['Pause', 'Resume', 'Stop'].filter((title) => offered.includes(title));
}
