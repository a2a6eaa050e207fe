// VS Code's own icons, in the colour of the text around them. They say nothing by themselves.
import './icon.css';

export type IconName =
  | 'train'
  | 'play'
  | 'pause'
  | 'resume'
  | 'stop'
  | 'loading'
  | 'check'
  | 'info'
  | 'warning'
  | 'error'
  | 'chevron'
  | 'first'
  | 'back'
  | 'forward'
  | 'last';

export function Icon({ name }: { name: IconName }) {
  return <span class={`icon icon-${name}`} aria-hidden="true" />;
}
