// How the frame looks in its three shapes.

import { css } from 'lit'

export const frameStyles = css`
  :host {
    display: block;
    block-size: 100%;
    background: var(--kl-bg);
    position: relative;
    /* When there is no height for all of it, as at 400 % zoom. */
    overflow: auto;
  }
  .frame {
    /* What the page around it says of its text is not meant for the lab. */
    all: initial;
    direction: ltr;
    color-scheme: inherit;
    box-sizing: border-box;
    /* The reader's own size of text, whatever the page around it sets. */
    --kl-rem: 1em;
    font-family: var(--kl-font);
    color: var(--kl-fg);
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: calc(24 * var(--kl-rem));
  }
  header {
    display: flex;
    align-items: center;
    gap: calc(var(--kl-space) * 3);
    padding: calc(var(--kl-space) * 1.5) calc(var(--kl-space) * 4);
    border-block-end: 1px solid var(--kl-border);
    flex: none;
    min-inline-size: 0;
  }
  .where {
    margin: 0;
    font-size: calc(0.95 * var(--kl-rem));
    font-weight: 600;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
    min-inline-size: 0;
    flex: 0 1 auto;
  }
  .where .course {
    color: var(--kl-muted);
    font-weight: 400;
  }
  .dots {
    list-style: none;
    display: flex;
    margin: 0;
    padding: 0;
    flex: none;
    margin-inline-end: auto;
  }
  .dots button {
    display: grid;
    place-items: center;
    inline-size: 26px;
    block-size: 32px;
    padding: 0;
    border: 0;
    background: none;
  }
  .dots span {
    inline-size: 14px;
    block-size: 14px;
    border-radius: 50%;
    border: 2px solid var(--kl-control);
    font-size: 10px;
    line-height: 10px;
    display: grid;
    place-items: center;
  }
  .dots .done span {
    background: var(--kl-ok);
    border-color: var(--kl-ok);
    color: var(--kl-bg);
  }
  .dots .open span {
    border-color: var(--kl-accent);
    box-shadow: inset 0 0 0 2px var(--kl-bg), inset 0 0 0 9px var(--kl-accent);
  }
  .dots .open.done span {
    box-shadow: 0 0 0 2px var(--kl-bg), 0 0 0 4px var(--kl-accent);
  }
  .dots button:disabled {
    opacity: 1;
  }
  .dots .ahead span {
    border-style: dotted;
  }
  .score {
    color: var(--kl-muted);
    font-size: calc(0.9 * var(--kl-rem));
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    flex: none;
  }
  .controls {
    min-block-size: 32px;
    display: flex;
    gap: calc(var(--kl-space) * 1);
    align-items: center;
    flex: none;
  }
  .controls button,
  .controls select {
    font-size: calc(0.9 * var(--kl-rem));
    min-height: 32px;
    border: 1px solid transparent;
    border-radius: var(--kl-radius);
    background: none;
    padding: 0.2em 0.55em;
  }
  .controls button:hover,
  .controls select:hover {
    background: var(--kl-surface);
  }
  .controls [aria-pressed='true'] {
    background: var(--kl-surface);
    border-color: var(--kl-control);
    font-weight: 600;
  }
  .controls svg {
    display: block;
    inline-size: 1.2em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .controls svg .full {
    fill: currentColor;
  }
  .controls option {
    background: var(--kl-bg);
    color: var(--kl-fg);
  }
  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--kl-space) * 2);
    margin: 0;
    padding: calc(var(--kl-space) * 1.5) calc(var(--kl-space) * 4);
    background: var(--kl-surface);
    border-block-end: 1px solid var(--kl-border);
    font-size: calc(0.95 * var(--kl-rem));
  }
  .note > :first-child {
    margin-inline-end: auto;
  }
  .note .icon {
    color: var(--kl-warn);
  }
  .body {
    flex: 1;
    min-block-size: 0;
    display: flex;
  }
  .middle .body {
    flex-direction: column;
  }
  .lesson {
    position: relative;
    flex: 0 0 var(--share);
    min-inline-size: 0;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    /* What is measured elsewhere does not lay this out. */
    contain: strict;
  }
  .divider {
    flex: none;
    background: var(--kl-border);
    inline-size: 5px;
    cursor: col-resize;
    touch-action: none;
    position: relative;
  }
  .middle .divider {
    inline-size: auto;
    block-size: 5px;
    cursor: row-resize;
  }
  .divider::after {
    content: '';
    position: absolute;
    inset: 0 -4px;
  }
  .middle .divider::after {
    inset: -4px 0;
  }
  .divider:hover,
  .divider:focus-visible {
    background: var(--kl-accent);
  }
  .work {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 0;
    display: flex;
    flex-direction: column;
  }
  .task {
    display: flex;
    align-items: baseline;
    gap: calc(var(--kl-space) * 2);
    margin: 0;
    padding: calc(var(--kl-space) * 1.5) calc(var(--kl-space) * 3);
    border-block-end: 1px solid var(--kl-border);
    font-size: calc(0.95 * var(--kl-rem));
    line-height: 1.45;
    flex: none;
  }
  .task p {
    margin: 0;
    flex: 1;
    min-inline-size: 0;
  }
  .task strong {
    color: var(--kl-accent);
  }
  .task button {
    flex: none;
    font-size: calc(0.85 * var(--kl-rem));
    min-height: 28px;
    padding: 0.1em 0.5em;
  }
  @media (pointer: coarse) {
    .task button {
      min-height: 40px;
    }
  }
  .glass {
    flex: 1;
    min-block-size: calc(6 * var(--kl-rem));
    position: relative;
    display: flex;
  }
  .glass > * {
    flex: 1;
    min-inline-size: 0;
  }
  kl-editor,
  kl-transcript[shown] {
    position: absolute;
    inset: 0;
    z-index: 2;
  }
  kl-transcript:not([shown]) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  kl-cluster {
    flex: none;
    max-block-size: 36%;
    border-block-start: 1px solid var(--kl-border);
  }
  .narrow kl-cluster {
    flex: 1;
    max-block-size: none;
    border: 0;
  }
  .keys {
    display: flex;
    flex: none;
    gap: 2px;
    padding: 4px;
    border-block-start: 1px solid var(--kl-border);
    background: var(--kl-surface);
    overflow-x: auto;
  }
  .keys button {
    flex: 1 0 auto;
    min-inline-size: 34px;
    min-block-size: 40px;
    padding: 0 0.35em;
    font-family: var(--kl-mono);
    font-size: calc(0.9 * var(--kl-rem));
  }
  .keys [aria-pressed='true'] {
    background: var(--kl-accent);
    color: var(--kl-on-accent);
  }
  .tabs {
    display: flex;
    flex: none;
    border-block-end: 1px solid var(--kl-border);
  }
  .tabs button {
    flex: 1;
    border: 0;
    border-radius: 0;
    border-block-end: 3px solid transparent;
    min-block-size: 44px;
    padding: 0 0.2em;
    background: none;
  }
  .tabs [aria-selected='true'] {
    border-block-end-color: var(--kl-accent);
    font-weight: 600;
  }
  .narrow .body {
    flex-direction: column;
  }
  .narrow .lesson {
    flex: 1;
  }
  .narrow header {
    padding-inline: calc(var(--kl-space) * 3);
    gap: calc(var(--kl-space) * 2);
    flex-wrap: wrap;
    row-gap: 0;
  }
  .narrow .where .course,
  .narrow .score {
    display: none;
  }
  .narrow .where {
    flex: 1 1 6em;
  }
  .narrow .dots button {
    inline-size: 24px;
  }
  .narrow .dots {
    margin: 0;
  }
  .narrow .controls {
    flex: 1 0 auto;
    justify-content: flex-end;
  }
  @media (forced-colors: active) {
    .divider {
      background: ButtonBorder;
    }
    .divider:hover,
    .divider:focus-visible,
    .dots .open span,
    .tabs [aria-selected='true'],
    .keys [aria-pressed='true'],
    .controls [aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
  [hidden] {
    display: none !important;
  }
`
