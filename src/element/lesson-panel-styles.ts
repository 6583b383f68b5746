// How the lesson looks.

import { css } from 'lit'

export const lessonStyles = css`
  :host {
    display: block;
    padding: calc(var(--kl-space) * 4) calc(var(--kl-space) * 5) calc(var(--kl-space) * 12);
    font-size: calc(1.0625 * var(--kl-rem));
    line-height: 1.6;
    overflow-wrap: break-word;
  }
  /* Of a part: as a property of all it would have everything laid out at once when the language changes. */
  .prose:lang(bn),
  .step:lang(bn),
  .finished:lang(bn) {
    line-height: 1.7;
  }
  h2 {
    display: flex;
    align-items: baseline;
    gap: 0.55em;
    font-size: calc(1.2 * var(--kl-rem));
    line-height: 1.35;
    margin: 0;
    scroll-margin-block-start: var(--kl-space);
  }
  h2.title {
    display: block;
    font-size: calc(1.6 * var(--kl-rem));
    line-height: 1.25;
    margin: 0 0 0.5em;
  }
  h3 {
    font-size: calc(0.95 * var(--kl-rem));
    margin: 0 0 0.3em;
  }
  .prose,
  .result,
  .feedback,
  .hint {
    max-inline-size: 65ch;
  }
  p {
    margin: 0.7em 0;
  }
  .muted {
    color: var(--kl-muted);
  }
  .steps {
    list-style: none;
    margin: calc(var(--kl-space) * 5) 0 0;
    padding: 0;
    display: grid;
    /* No wider than the pane, whatever is in it. */
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--kl-space) * 2);
  }
  .step.open {
    border-inline-start: 3px solid var(--kl-accent);
    padding: calc(var(--kl-space) * 2) 0 calc(var(--kl-space) * 2) calc(var(--kl-space) * 4);
  }
  .step .name {
    display: flex;
    gap: 0.55em;
    align-items: baseline;
    inline-size: 100%;
    font-weight: 600;
    text-align: start;
    border: 0;
    background: none;
    padding: 0.25em 0.3em;
  }
  .step.ahead .name {
    color: var(--kl-muted);
    font-weight: 400;
  }
  .number {
    flex: none;
    inline-size: 1.6em;
    block-size: 1.6em;
    line-height: 1.6em;
    text-align: center;
    border-radius: 50%;
    font-size: calc(0.8 * var(--kl-rem));
    font-weight: 600;
    border: 1px solid var(--kl-control);
    box-sizing: content-box;
  }
  .open .number {
    background: var(--kl-accent);
    border-color: var(--kl-accent);
    color: var(--kl-on-accent);
  }
  .done .number {
    background: var(--kl-ok);
    border-color: var(--kl-ok);
    color: var(--kl-bg);
  }
  .state {
    margin-inline-start: auto;
    font-size: calc(0.8 * var(--kl-rem));
    font-weight: 400;
    color: var(--kl-muted);
    white-space: nowrap;
  }
  .folded .result {
    margin: 0 0 0 2.7em;
    font-size: calc(0.95 * var(--kl-rem));
    color: var(--kl-muted);
  }
  .chip {
    font-family: var(--kl-mono);
    font-size: 0.86em;
    line-height: 1.5;
    padding: 0.1em 0.5em;
    min-height: 28px;
    text-align: start;
    background: var(--kl-surface);
    border-color: var(--kl-border);
    overflow-wrap: anywhere;
  }
  .chip .word {
    display: inline-block;
    max-inline-size: 100%;
  }
  .chip::before {
    content: '❯';
    content: '❯' / '';
    color: var(--kl-accent);
    margin-inline-end: 0.5em;
  }
  .chip:hover:not(:disabled) {
    border-color: var(--kl-accent);
  }
  .commands {
    display: grid;
    gap: var(--kl-space);
    justify-items: start;
  }
  code {
    background: var(--kl-surface);
    border-radius: 4px;
    padding: 0.1em 0.3em;
  }
  pre {
    background: var(--kl-surface);
    border-radius: var(--kl-radius);
    padding: calc(var(--kl-space) * 3);
    overflow-x: auto;
    line-height: 1.45;
  }
  pre code {
    padding: 0;
  }
  table {
    border-collapse: collapse;
    font-size: 0.95em;
  }
  th,
  td {
    border: 1px solid var(--kl-border);
    padding: 0.25em 0.7em;
    text-align: start;
    overflow-wrap: anywhere;
  }
  ul,
  .prose ol {
    padding-inline-start: 1.3em;
  }
  .prose ul:has(> li > .chip:only-child) {
    list-style: none;
    padding: 0;
    display: grid;
    gap: var(--kl-space);
  }
  .checks,
  .question,
  .help {
    margin-block-start: calc(var(--kl-space) * 4);
  }
  .checks ul {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    gap: var(--kl-space);
  }
  .checks li {
    display: flex;
    gap: 0.6em;
  }
  .checks .icon {
    flex: none;
    inline-size: 1.2em;
    text-align: center;
  }
  .checks .todo .icon {
    color: var(--kl-muted);
  }
  .checks .partly .icon {
    color: var(--kl-warn);
  }
  .checks .done .icon {
    color: var(--kl-ok);
  }
  .feedback {
    margin: 0.5em 0;
  }
  .feedback:empty {
    margin: 0;
  }
  .checks .feedback {
    color: var(--kl-fg);
  }
  .field {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--kl-space) * 2);
    align-items: center;
  }
  .field > label {
    flex: 1 0 100%;
    font-weight: 600;
  }
  .field input[name='answer']:not([type='radio']) {
    flex: 1 1 10em;
    min-inline-size: 0;
    max-inline-size: 20em;
    padding: 0.35em 0.6em;
    border: 1px solid var(--kl-control);
    border-radius: var(--kl-radius);
    background: var(--kl-bg);
    font-family: var(--kl-mono);
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    flex: 1 0 100%;
  }
  legend {
    font-weight: 600;
    padding: 0;
  }
  .choice {
    display: flex;
    gap: 0.6em;
    padding-block: 0.2em;
  }
  .question.right .feedback {
    color: var(--kl-ok);
  }
  .question.wrong .feedback {
    color: var(--kl-bad);
  }
  .hint {
    border-inline-start: 3px solid var(--kl-border);
    padding-inline-start: calc(var(--kl-space) * 3);
    margin-block-end: calc(var(--kl-space) * 3);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--kl-space);
    font-size: calc(0.95 * var(--kl-rem));
    margin-inline-start: -0.4em;
  }
  .result {
    font-weight: 500;
  }
  .finished,
  .fault {
    border: 1px solid var(--kl-border);
    border-radius: var(--kl-radius);
    padding: calc(var(--kl-space) * 2) calc(var(--kl-space) * 4);
    margin-block: calc(var(--kl-space) * 4);
  }
  .finished {
    border-color: var(--kl-ok);
  }
  .fault {
    border-color: var(--kl-bad);
  }
  @media (pointer: coarse) {
    .chip {
      min-height: 40px;
    }
    .choice {
      padding-block: 0.5em;
    }
  }
  @media (forced-colors: active) {
    .step.open .number,
    .step.done .number {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`
