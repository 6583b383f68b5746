// The look in one place: custom properties that pages may override, light and dark, and what every part shares.

import { css } from 'lit'

/** A length, so that it is worked out where the frame sets it: the size of text that all others go by. */
export function defineTextSize(): void {
  try {
    CSS.registerProperty({ name: '--kl-rem', syntax: '<length>', inherits: true, initialValue: '16px' })
  } catch {
    // It is there already, or the browser is too old: sizes then go by their surroundings.
  }
}

export const tokens = css`
  :host {
    --kl-bg: #ffffff;
    --kl-surface: #f4f6f9;
    --kl-fg: #1a2230;
    --kl-muted: #556072;
    --kl-accent: #2459c5;
    --kl-on-accent: #ffffff;
    --kl-ok: #17693a;
    --kl-warn: #8a5200;
    --kl-bad: #b3261e;
    --kl-border: #d5dbe4;
    --kl-control: #7b8798;
    --kl-terminal-bg: #fbfcfe;
    --kl-radius: 8px;
    --kl-space: 4px;
    --kl-font: system-ui, 'Noto Sans Bengali', 'Nirmala UI', 'Kohinoor Bangla', sans-serif;
    --kl-mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace;
    --kl-motion: 150ms;
    color-scheme: light;
  }
  :host([data-theme='dark']) {
    --kl-bg: #151b25;
    --kl-surface: #1d2532;
    --kl-fg: #e4e9f1;
    --kl-muted: #a3aebf;
    --kl-accent: #86aef9;
    --kl-on-accent: #0f1724;
    --kl-ok: #74cf97;
    --kl-warn: #e8b45f;
    --kl-bad: #ff9b90;
    --kl-border: #323d4e;
    --kl-control: #76839a;
    --kl-terminal-bg: #10151d;
    color-scheme: dark;
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --kl-motion: 0ms;
    }
  }
`

export const shared = css`
  * {
    box-sizing: border-box;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  button {
    cursor: pointer;
    border: 1px solid var(--kl-control);
    border-radius: var(--kl-radius);
    background: var(--kl-bg);
    padding: 0.35em 0.8em;
    min-height: 32px;
    transition: background-color var(--kl-motion);
  }
  button:hover:not(:disabled) {
    background: var(--kl-surface);
  }
  button.main {
    background: var(--kl-accent);
    border-color: var(--kl-accent);
    color: var(--kl-on-accent);
  }
  button.main:hover:not(:disabled) {
    background: var(--kl-accent);
    text-decoration: underline;
  }
  button.plain {
    border-color: transparent;
    background: none;
    color: var(--kl-accent);
    text-align: start;
    padding-inline: 0.4em;
  }
  button:disabled {
    cursor: default;
    opacity: 0.65;
  }
  :focus-visible {
    outline: 2px solid var(--kl-accent);
    outline-offset: 2px;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  code,
  pre,
  kbd {
    font-family: var(--kl-mono);
    font-size: 0.9em;
  }
`
