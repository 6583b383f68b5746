// The editor that `vi`, `nano` and `kubectl edit` open: a panel over the terminal. It starts as a plain text area and
// becomes CodeMirror when that has loaded; nothing typed meanwhile is lost.

import { css, html, LitElement, nothing } from 'lit'
import { nextFrame } from './breath.ts'
import type { CodeEditor } from './code-editor.ts'
import { shared } from './tokens.ts'
import { sayIn } from './words/index.ts'

export interface EditRequest {
  readonly path: string
  readonly text: string
  done(result: { readonly saved: boolean; readonly text: string }): void
}

export class EditorPanel extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        background: var(--kl-bg);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: calc(var(--kl-space) * 2);
        align-items: center;
        padding: calc(var(--kl-space) * 2) calc(var(--kl-space) * 3);
        border-block-end: 1px solid var(--kl-border);
      }
      h2 {
        font: 600 calc(0.95 * var(--kl-rem)) / 1.4 var(--kl-mono);
        margin: 0;
        margin-inline-end: auto;
        overflow-wrap: anywhere;
      }
      .bar button {
        font-size: calc(0.9 * var(--kl-rem));
      }
      .keys {
        color: var(--kl-muted);
        font-size: calc(0.85 * var(--kl-rem));
      }
      .warning {
        margin: 0;
        padding: calc(var(--kl-space) * 2) calc(var(--kl-space) * 3);
        color: var(--kl-warn);
      }
      .warning:empty {
        padding: 0;
      }
      .text,
      textarea {
        flex: 1;
        min-block-size: 0;
      }
      .text {
        overflow: auto;
        display: none;
      }
      .text.ready {
        display: block;
      }
      textarea {
        resize: none;
        border: 0;
        padding: calc(var(--kl-space) * 3);
        font-family: var(--kl-mono);
        font-size: 14px;
        line-height: 1.45;
        background: var(--kl-terminal-bg);
        tab-size: 2;
      }
    `,
  ]
  static override properties = {
    request: { attribute: false },
    language: {},
    theme: {},
    warning: { state: true },
    rich: { state: true },
  }

  declare request: EditRequest | undefined
  declare language: string
  declare theme: 'light' | 'dark'
  /** What stands under the bar. */
  declare warning: '' | 'editor.unsaved' | 'editor.first'
  declare rich: boolean
  #editor: CodeEditor | undefined

  constructor() {
    super()
    this.language = 'en'
    this.theme = 'light'
    this.warning = ''
    this.rich = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('beforeunload', this.#onLeavePage)
  }

  override firstUpdated(): void {
    // Asked before it is drawn, the browser would lay it out within this.
    nextFrame().then(() => this.focus())
    this.#area?.setSelectionRange(0, 0)
    // A part of what follows, which so runs in a task of its own.
    import('./editor-view.ts').catch(() => {})
    import('./code-editor.ts').then(
      ({ openCodeEditor }) => this.#upgrade(openCodeEditor),
      () => {
        // The text area stays: it edits as well.
      },
    )
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('beforeunload', this.#onLeavePage)
    this.#editor?.close()
  }

  override focus(): void {
    const text = this.#editor ?? this.#area
    text?.focus()
  }

  /** Something else was asked for, which the open file is in the way of. */
  refuse(): void {
    this.warning = 'editor.first'
    this.focus()
  }

  /** The browser asks whether unsaved text may go. */
  #onLeavePage = (event: BeforeUnloadEvent) => {
    if (this.#changed) event.preventDefault()
  }

  override render(): unknown {
    const say = sayIn(this.language)
    const path = this.request?.path ?? ''
    return html`
      <section
        role="dialog"
        aria-label=${say('editor.label', { path })}
        style="display:contents"
        @keydown=${this.#onKey}
      >
        <div class="bar">
          <h2 translate="no">${path}</h2>
          <span class="keys" id="keys">${say('editor.keys')}</span>
          <button @click=${() => this.#leave(true)}>${say('editor.leave')}</button>
          <button class="main" @click=${() => this.#save()}>${say('editor.save')}</button>
        </div>
        <p class="warning" role="status">${this.warning ? say(this.warning) : nothing}</p>
        <div class="text ${this.rich ? 'ready' : ''}"></div>
        ${
          this.rich
            ? nothing
            : html`<textarea
              aria-label=${say('editor.text', { path })}
              aria-describedby="keys"
              spellcheck="false"
              autocapitalize="off"
              autocomplete="off"
              .value=${this.request?.text ?? ''}
            ></textarea>`
        }
      </section>
    `
  }

  get #area(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea')
  }

  get #text(): string {
    return this.#editor?.text ?? this.#area?.value ?? ''
  }

  get #changed(): boolean {
    return this.request !== undefined && this.#text !== this.request.text
  }

  #upgrade(open: typeof import('./code-editor.ts').openCodeEditor): void {
    const parent = this.renderRoot.querySelector<HTMLElement>('.text')
    const area = this.#area
    if (!this.isConnected || !parent || !area) return
    const focused = this.shadowRoot?.activeElement === area
    const label = sayIn(this.language)('editor.text', { path: this.request?.path ?? '' })
    this.#editor = open({ parent, root: this.renderRoot, text: area.value, at: area.selectionStart, label })
    this.rich = true
    if (focused) this.updateComplete.then(() => this.#editor?.focus())
  }

  #onKey(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault()
      this.#save()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      this.#leave(false)
    } else this.warning = ''
    if (event.key !== 'F6') event.stopPropagation()
  }

  #save(): void {
    const text = this.#text
    this.request?.done({ saved: true, text: text === '' || text.endsWith('\n') ? text : `${text}\n` })
  }

  /** Leaves; with unsaved changes only when it is meant. */
  #leave(meant: boolean): void {
    if (!meant && this.#changed && this.warning !== 'editor.unsaved') {
      this.warning = 'editor.unsaved'
      return
    }
    this.request?.done({ saved: false, text: this.request.text })
  }
}
