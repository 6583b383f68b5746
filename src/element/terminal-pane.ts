// The terminal's glass: xterm.js in a shadow root. It shows the prompt at once; what is typed before somebody listens is
// shown and kept, and handed over when the lab is there. What keys mean is decided elsewhere.

import type { FitAddon } from '@xterm/addon-fit'
import type { Terminal } from '@xterm/xterm'
import xtermStyles from '@xterm/xterm/css/xterm.css?inline'
import { css, html, LitElement, nothing, unsafeCSS } from 'lit'
import { breathe, inSlices, later, nextFrame, pace } from './breath.ts'
import { CopyEvent } from './command-chip.ts'
import { openInParts } from './open-terminal.ts'
import { darkColours, lightColours } from './terminal-colours.ts'
import { shared } from './tokens.ts'
import { sayIn } from './words/index.ts'

/** Who listens to the keys. */
export interface KeyListener {
  input(data: string): void
  resize(columns: number, rows: number): void
}

const FIRST_PROMPT = '\x1b[1mcontrolplane\x1b[0m \x1b[34m~\x1b[0m ➜  '
/** What keys without a letter send, and what stands around a paste. */
const KEY_SEQUENCE = /\x1b(\[[0-9;?]*[@-~]|O?.)?/g
const SCROLLBACK = 5000
const PIECE = 512

export class TerminalPane extends LitElement {
  static override styles = [
    unsafeCSS(xtermStyles),
    shared,
    css`
      :host {
        display: block;
        position: relative;
        min-block-size: 0;
        background: #10151d;
      }
      :host([theme='light']) {
        background: #fbfcfe;
      }
      .glass {
        position: absolute;
        inset: calc(var(--kl-space) * 2) 0 var(--kl-space) calc(var(--kl-space) * 3);
        overflow: hidden;
        /* Up and down is for the text. */
        touch-action: pan-x pinch-zoom;
        /* xterm measures each character that is new to it: only this is laid out for that. */
        contain: strict;
      }
      .xterm .xterm-rows > div {
        contain: strict;
      }
      .first {
        margin: calc(var(--kl-space) * 2) calc(var(--kl-space) * 3);
        font: 14px / 1.25 var(--kl-mono);
        color: ${unsafeCSS(darkColours.foreground)};
      }
      .first span {
        color: ${unsafeCSS(darkColours.blue)};
      }
      :host([theme='light']) .first {
        color: ${unsafeCSS(lightColours.foreground)};
      }
      :host([theme='light']) .first span {
        color: ${unsafeCSS(lightColours.blue)};
      }
      :host(:focus-within) {
        outline: 2px solid var(--kl-accent);
        outline-offset: -2px;
      }
      @media (forced-colors: active) {
        .xterm .xterm-rows .xterm-cursor {
          outline: 2px solid Highlight;
          outline-offset: -1px;
        }
      }
      .xterm .xterm-viewport,
      .xterm .xterm-scrollable-element {
        background-color: transparent !important;
      }
    `,
  ]
  static override properties = { theme: { reflect: true }, language: {}, stage: { state: true } }

  declare theme: 'light' | 'dark'
  declare language: string
  /** What stands on the glass: nothing, a prompt that is only drawn, or xterm.js. Each comes in a task of its own. */
  declare stage: 'empty' | 'drawn' | 'open'
  /** A key of the key bar holds Control for the next key. */
  control = false
  #terminal: Terminal | undefined
  #fit: FitAddon | undefined
  #listener: KeyListener | undefined
  #kept = ''
  #pieces: string[] = []
  #written = 0
  #writing = false
  #visible = false
  /** Where the finger is, up to the last whole line. */
  #touchedAt = 0
  #resizes = new ResizeObserver(() => later(() => this.#fitNow()))
  #settle = () => {}
  /** The terminal has its size. */
  readonly opened = new Promise<void>((resolve) => {
    this.#settle = resolve
  })

  constructor() {
    super()
    this.theme = 'light'
    this.language = 'en'
    this.stage = 'empty'
  }

  /** Part by part: the prompt is drawn, and its font known, before xterm.js measures it. */
  override async firstUpdated(): Promise<void> {
    await nextFrame()
    this.stage = 'drawn'
    await nextFrame()
    const glass = this.renderRoot.querySelector<HTMLElement>('.glass')
    if (!glass) return
    const { FitAddon, Terminal } = await import('./xterm-part.ts')
    await breathe()
    const fontFamily = getComputedStyle(this).getPropertyValue('--kl-mono') || 'monospace'
    const terminal = new Terminal({
      fontFamily,
      fontSize: 14,
      lineHeight: 1.25,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      cursorStyle: 'block',
      cursorInactiveStyle: 'outline',
      scrollback: SCROLLBACK,
      theme: this.theme === 'dark' ? darkColours : lightColours,
      minimumContrastRatio: 4.5,
      // What is pasted arrives as one piece, so that the shell can tell it from typing.
      ignoreBracketedPasteMode: false,
    })
    await breathe()
    openCanvas(`14px ${fontFamily}`)
    await breathe()
    const letters = await openInParts(terminal, glass)
    await breathe()
    this.#terminal = terminal
    this.#fit = new FitAddon()
    terminal.loadAddon(this.#fit)
    this.#name(terminal)
    terminal.onData((data) => this.input(this.control ? controlled(data) : data))
    terminal.attachCustomKeyEventHandler((event) => this.#isForTerminal(event, terminal))
    terminal.onResize(({ cols, rows }) => this.#listener?.resize(cols, rows))
    this.write(FIRST_PROMPT)
    this.stage = 'open'
    await nextFrame()
    this.#fitNow()
    this.#resizes.observe(glass)
    this.#settle()
    await inSlices(letters)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#resizes.disconnect()
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (!this.#terminal) return
    if (changed.has('theme')) this.#terminal.options.theme = this.theme === 'dark' ? darkColours : lightColours
    if (changed.has('language')) this.#name(this.#terminal)
  }

  #name({ textarea }: Terminal): void {
    const say = sayIn(this.language)
    textarea?.setAttribute('aria-label', say('terminal.label'))
    textarea?.setAttribute('aria-description', say('terminal.leave'))
  }

  #isForTerminal(event: KeyboardEvent, terminal: Terminal): boolean {
    const { key, ctrlKey, shiftKey } = event
    // Leaving the terminal by keyboard must be possible.
    if ((key === 'Tab' && shiftKey) || key === 'F2' || key === 'F6') return false
    if (!ctrlKey || event.altKey || event.metaKey) return true
    // The browser pastes.
    if (key.toLowerCase() === 'v') return false
    if (key.toLowerCase() !== 'c' || !(shiftKey || terminal.hasSelection())) return true
    if (event.type === 'keydown') {
      event.preventDefault()
      if (terminal.hasSelection()) this.dispatchEvent(new CopyEvent(terminal.getSelection()))
      terminal.clearSelection()
    }
    return false
  }

  /** xterm.js knows no fingers. */
  #onTouch({ type, touches }: TouchEvent): void {
    const y = touches[0]?.clientY ?? 0
    const glass = this.renderRoot.querySelector('.glass')
    if (type === 'touchstart' || !glass) {
      this.#touchedAt = y
      return
    }
    const rowHeight = glass.clientHeight / this.rows
    const lines = Math.trunc((this.#touchedAt - y) / rowHeight)
    if (lines !== 0) this.#terminal?.scrollLines(lines)
    this.#touchedAt -= lines * rowHeight
  }

  override render(): unknown {
    return html`${this.stage === 'drawn' ? html`<p class="first" aria-hidden="true" translate="no"><b>controlplane</b> <span>~</span> ➜</p>` : nothing}
      <div
        class="glass"
        translate="no"
        lang="en"
        @mousedown=${() => this.#terminal?.focus()}
        @touchstart=${this.#onTouch}
        @touchmove=${this.#onTouch}
      ></div>`
  }

  get columns(): number {
    return this.#terminal?.cols ?? 80
  }

  get rows(): number {
    return this.#terminal?.rows ?? 24
  }

  /** Hands the keys to `listener`, first those that were kept. */
  connect(listener: KeyListener): void {
    this.#listener = listener
    const kept = this.#kept
    this.#kept = ''
    if (kept !== '') listener.input(kept)
  }

  /** Wipes the line that stood there while loading; the lab writes its own prompt. */
  clearLine(): void {
    this.write('\x1b[2K\r')
  }

  /** Back to an empty glass, with nobody listening. */
  disconnect(): void {
    this.#listener = undefined
    this.#pieces = []
    this.#written = 0
    this.#terminal?.reset()
    this.write(FIRST_PROMPT)
  }

  /** Piece by piece, and in slices: xterm.js alone takes twelve milliseconds before it lets the page breathe. */
  write(text: string): void {
    if (!this.#terminal) return
    for (let at = 0; at < text.length; at += PIECE) this.#pieces.push(text.slice(at, at + PIECE))
    if (!this.#writing) this.#writeSlice()
  }

  #writeSlice(): void {
    this.#writing = true
    const over = pace.slice()
    const next = (): void => {
      const piece = this.#pieces[this.#written++]
      if (piece !== undefined) {
        this.#terminal?.write(piece, () => (over() ? later(() => this.#writeSlice()) : next()))
        return
      }
      this.#pieces = []
      this.#written = 0
      this.#writing = false
    }
    next()
  }

  /** As if it had been typed or, when it has several lines, pasted. */
  input(data: string): void {
    if (this.control) {
      this.control = false
      this.dispatchEvent(new CustomEvent('kl-control-used', { bubbles: true, composed: true }))
    }
    if (this.#listener) {
      this.#listener.input(data)
      return
    }
    this.#kept += data
    for (const character of data.replace(KEY_SEQUENCE, '')) {
      if (character === '\r') this.write('\r\n')
      else if (character === '\x7f') this.write('\b \b')
      else if (character >= ' ') this.write(character)
    }
  }

  override focus(): void {
    this.#terminal?.focus()
  }

  /** What is on the glass, for tests and for restoring. */
  get text(): string {
    const buffer = this.#terminal?.buffer.active
    if (!buffer) return ''
    const lines: string[] = []
    for (let row = 0; row < buffer.length; row++) lines.push(buffer.getLine(row)?.translateToString(true) ?? '')
    return lines.join('\n').trimEnd()
  }

  #fitNow(): void {
    const visible = this.offsetHeight > 0
    // What came while it was hidden is at the bottom.
    if (visible && !this.#visible) requestAnimationFrame(() => this.#terminal?.scrollToBottom())
    this.#visible = visible
    if (!visible) return
    const proposed = this.#fit?.proposeDimensions()
    if (!proposed || !Number.isFinite(proposed.cols) || proposed.cols < 2 || proposed.rows < 1) return
    this.#fit?.fit()
  }
}

/** The page's first canvas, and each font in it, take the browser milliseconds: xterm.js measures with one as it opens. */
function openCanvas(font: string): void {
  if (!('OffscreenCanvas' in globalThis)) return
  const context = new OffscreenCanvas(100, 100).getContext('2d')
  if (!context) return
  context.measureText('W')
  context.font = font
  context.measureText('W')
}

/** A letter as it comes with Control held. */
export function controlled(data: string): string {
  const code = data.toUpperCase().charCodeAt(0)
  return data.length === 1 && code >= 64 && code <= 95 ? String.fromCharCode(code - 64) : data
}
