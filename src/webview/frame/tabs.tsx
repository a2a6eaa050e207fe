// The two views of a run as tabs: how it trains, and what happens inside one step. Arrows move between them.
// https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
import './tabs.css';
import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import type { Tab } from '../run/api.ts';
import type { Store } from '../run/store.ts';

const tabs: Readonly<Record<Tab, () => string>> = { train: () => l10n.t('Progress'), step: () => l10n.t('Step') };
const names = Object.keys(tabs) as Tab[];
const moves: Readonly<Record<string, (index: number) => number>> = {
  ArrowLeft: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  Home: () => 0,
  End: () => names.length - 1,
};

export const tabId = (tab: Tab) => `tab-${tab}`;
export const tabPanelId = 'tab-panel';

export function Tabs({ store }: { store: Store }) {
  const list = useRef<HTMLDivElement>(null);
  const chosen = store.tab.value;
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = names[(move(names.indexOf(chosen)) + names.length) % names.length]!;
    store.tab.value = next;
    list.current?.querySelector<HTMLElement>(`#${tabId(next)}`)?.focus();
  };
  return (
    <div ref={list} class="tabs" role="tablist" aria-label={l10n.t('Views of the run')} onKeyDown={onKeyDown}>
      {names.map((tab) => (
        <button
          key={tab}
          id={tabId(tab)}
          class="tab"
          role="tab"
          aria-selected={tab === chosen}
          aria-controls={tabPanelId}
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => (store.tab.value = tab)}
        >
          {tabs[tab]()}
        </button>
      ))}
    </div>
  );
}
