// The terminal as a document: one entry per command with its output and exit status. Always in the page for screen
// readers; shown instead of the terminal when the learner asks for it.

import { css, html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { nextFrame } from './breath.ts'
import { CopyEvent, TypeEvent } from './command-chip.ts'
import { shared } from './tokens.ts'
import { sayIn } from './words/index.ts'

export interface TranscriptEntry {
  readonly number: number
  readonly command: string
  readonly output: string
  readonly exitCode: number
}

const SHOWN_ENTRIES = 200
const SHOWN_CHARACTERS = 20_000

export class Transcript extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      /* Nobody sees it, so nothing of it is laid out. */
      :host(:not([shown])) {
        contain: strict;
      }
      /* All round what one sees, not round all that could be scrolled to. */
      :host(:focus-within) {
        outline: 2px solid var(--kl-accent);
        outline-offset: -2px;
      }
      [role='log'] {
        outline: none;
      }
      .entry {
        content-visibility: auto;
        contain-intrinsic-block-size: auto calc(6 * var(--kl-rem));
      }
      :host([shown]) {
        background: var(--kl-terminal-bg);
        padding: calc(var(--kl-space) * 3);
        overflow: auto;
      }
      .entry {
        border-block-end: 1px solid var(--kl-border);
        padding-block: calc(var(--kl-space) * 2);
      }
      .command {
        font-family: var(--kl-mono);
        font-weight: 600;
        font-size: calc(0.9 * var(--kl-rem));
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        margin: 0;
      }
      pre {
        margin: var(--kl-space) 0;
        font-size: calc(0.85 * var(--kl-rem));
        line-height: 1.35;
      }
      :host([shown]) pre {
        overflow-x: auto;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        gap: calc(var(--kl-space) * 2);
        align-items: center;
        color: var(--kl-muted);
        font-size: calc(0.85 * var(--kl-rem));
      }
      .bad {
        color: var(--kl-bad);
      }
    `,
  ]
  static override properties = {
    entries: { attribute: false },
    language: {},
    shown: { type: Boolean, reflect: true },
    copied: { state: true },
  }

  declare entries: readonly TranscriptEntry[]
  declare language: string
  declare shown: boolean
  /** The entry whose output was copied last. */
  declare copied: number

  constructor() {
    super()
    this.entries = []
    this.language = 'en'
    this.shown = false
    this.copied = 0
  }

  /** The newest entry is what one wants to read. */
  override async focus(): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('[role=log]')?.focus({ preventScroll: true })
    this.scrollTop = this.scrollHeight
  }

  /** In a task of its own, after the terminal has shown the same. */
  protected override async scheduleUpdate(): Promise<void> {
    await nextFrame()
    super.scheduleUpdate()
  }

  #copy({ output, number }: TranscriptEntry): void {
    const done = () => {
      this.copied = number
    }
    this.dispatchEvent(new CopyEvent(plainOutput(output), done))
  }

  override render(): unknown {
    const say = sayIn(this.language)
    const entries = this.entries.slice(-SHOWN_ENTRIES)
    return html`<div role="log" aria-live="polite" aria-label=${say('transcript.label')} tabindex=${this.shown ? '0' : '-1'}>
      ${this.shown && entries.length === 0 ? html`<p>${say('transcript.empty')}</p>` : nothing}
      ${repeat(
        entries,
        ({ number }) => number,
        (entry) => html`<section class="entry">
          <p class="command" lang="en" translate="no">${entry.command}</p>
          ${
            entry.output === ''
              ? nothing
              : html`<pre lang="en" translate="no" tabindex=${this.shown ? '0' : nothing}>${plainOutput(entry.output)}${
                  entry.output.length > SHOWN_CHARACTERS ? html`\n${say('transcript.cut')}` : nothing
                }</pre>`
          }
          <p class="foot">
            <span class=${entry.exitCode === 0 ? '' : 'bad'}
              ><span aria-hidden="true">${entry.exitCode === 0 ? '✓' : '✗'}</span> ${say('transcript.status', { code: entry.exitCode })}</span
            >
            ${
              this.shown
                ? html`<button @click=${() => this.#copy(entry)}>
                      ${say(this.copied === entry.number ? 'transcript.copied' : 'transcript.copy')}<span class="unseen">: ${entry.command}</span>
                    </button>
                    <button @click=${() => this.dispatchEvent(new TypeEvent(`${entry.command}\r`))}>
                      ${say('transcript.again')}<span class="unseen">: ${entry.command}</span>
                    </button>`
                : nothing
            }
          </p>
        </section>`,
      )}
    </div>`
  }
}

/** Without colours and cursor movements. */
export function plainOutput(output: string): string {
  return output.slice(0, SHOWN_CHARACTERS).replace(/\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-_])/g, '')
}
