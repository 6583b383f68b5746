// <kube-lab>: the whole page in one element. It lays out the lesson, the terminal and the cluster's picture, keeps the
// state, and passes on what happens; the lab itself is loaded after the first prompt is on the screen.
// Attributes: lesson, lang, theme (auto, light, dark), seed. Events: kl-command, kl-step, kl-finished.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { Fault, LessonFiles, LessonRun, StepProgress } from '../lesson/index.ts'
import { textOf } from '../lesson/index.ts'
import type { CopyEvent, TypeEvent } from './command-chip.ts'
import { frameStyles } from './kube-lab-styles.ts'
import { goalOf, LessonPanel } from './lesson-panel.ts'
import type { Session } from './session.ts'
import {
  clampShare,
  defaultSplit,
  MAX_SHARE,
  MIN_SHARE,
  type Shape,
  type Split,
  shapeFor,
  shareAfterKey,
} from './split.ts'
import { createStorage, type SaveProblem, type Storage } from './storage.ts'
import { TerminalPane } from './terminal-pane.ts'
import { shared, tokens } from './tokens.ts'
import { Transcript } from './transcript.ts'
import { languages, type Say, sayIn, type WordKey } from './words/index.ts'

define('kl-lesson', LessonPanel)
define('kl-terminal', TerminalPane)
define('kl-transcript', Transcript)

/** What the first prompt can do without; elements in the page come to life when it arrives. */
async function loadLaterParts(): Promise<void> {
  const { ClusterPicture, EditorPanel } = await import('./later-parts.ts')
  define('kl-cluster', ClusterPicture)
  define('kl-editor', EditorPanel)
}

function define(name: string, part: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, part)
}

type Tab = 'lesson' | 'terminal' | 'cluster'
type Theme = 'auto' | 'light' | 'dark'

/** What is kept in the browser. */
interface Kept {
  readonly format: 1
  readonly language: string
  readonly theme: Theme
  readonly session: unknown
}

const SAVE_DELAY_MS = 400
const tabs: readonly Tab[] = ['lesson', 'terminal', 'cluster']
const barKeys: readonly { readonly text: string; readonly data: string; readonly word?: WordKey }[] = [
  { text: 'Tab', data: '\t', word: 'key.tab' },
  { text: 'Esc', data: '\x1b', word: 'key.escape' },
  { text: '↑', data: '\x1b[A', word: 'key.up' },
  { text: '|', data: '|' },
  { text: '/', data: '/' },
  { text: '-', data: '-' },
]

export class KubeLab extends LitElement {
  static override styles = [tokens, shared, frameStyles]
  static override properties = {
    lesson: {},
    language: { attribute: 'lang' },
    theme: {},
    seed: { type: Number },
    loadLesson: { attribute: false },
    shape: { state: true },
    tab: { state: true },
    split: { state: true },
    session: { state: true },
    faults: { state: true },
    notes: { state: true },
    failure: { state: true },
    asking: { state: true },
    transcriptShown: { state: true },
    looked: { state: true },
    solving: { state: true },
    control: { state: true },
    clusterVersion: { state: true },
  }

  /** Which lesson: what `loadLesson` understands, by default the address of a JSON object of the lesson's files. */
  declare lesson: string
  declare language: string
  declare theme: Theme
  declare seed: number | undefined
  declare loadLesson: (lesson: string) => Promise<LessonFiles>
  declare shape: Shape
  declare tab: Tab
  declare split: Split
  declare session: Session | undefined
  declare faults: readonly Fault[]
  declare notes: readonly WordKey[]
  declare failure: string
  declare asking: boolean
  declare transcriptShown: boolean
  declare looked: boolean
  declare solving: boolean
  declare control: boolean
  declare clusterVersion: number

  #storage: Storage = createStorage('lab')
  #saveTimer: ReturnType<typeof setTimeout> | undefined
  #saveProblem: SaveProblem | undefined
  #loading = 0
  /** Whose terminal the keys go to; the lesson may still be on its way. */
  #connected: Session | undefined
  #opening = ''
  #openStep = ''
  #done = new Set<string>()
  #sizes = new ResizeObserver(([entry]) => {
    if (entry) this.shape = shapeFor(entry.contentRect.width)
  })
  #darkSystem = matchMedia('(prefers-color-scheme: dark)')
  #onSystemTheme = () => this.requestUpdate()
  #onHide = () => {
    if (document.visibilityState === 'hidden') this.#saveNow()
  }

  constructor() {
    super()
    this.lesson = ''
    this.language = 'en'
    this.theme = 'auto'
    this.seed = undefined
    this.loadLesson = fetchLesson
    this.shape = 'wide'
    this.tab = 'lesson'
    this.split = defaultSplit
    this.session = undefined
    this.faults = []
    this.notes = []
    this.failure = ''
    this.asking = false
    this.transcriptShown = false
    this.looked = false
    this.solving = false
    this.control = false
    this.clusterVersion = 0
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.shape = shapeFor(this.clientWidth || innerWidth)
    this.#sizes.observe(this)
    this.#darkSystem.addEventListener('change', this.#onSystemTheme)
    document.addEventListener('visibilitychange', this.#onHide)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#sizes.disconnect()
    this.#darkSystem.removeEventListener('change', this.#onSystemTheme)
    document.removeEventListener('visibilitychange', this.#onHide)
    this.#close()
  }

  override willUpdate(): void {
    const dark = this.theme === 'dark' || (this.theme === 'auto' && this.#darkSystem.matches)
    this.dataset['theme'] = dark ? 'dark' : 'light'
    this.lang = this.language
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('lesson') && this.lesson !== '') void this.#load()
  }

  /** Starts the lesson and the cluster afresh; what was kept is deleted. */
  async reset(): Promise<void> {
    this.asking = false
    this.#close()
    await this.#storage.clear()
    await this.#load()
  }

  get #terminal(): TerminalPane | null {
    return this.renderRoot.querySelector('kl-terminal')
  }

  async #load(): Promise<void> {
    const turn = ++this.#loading
    this.#close()
    this.failure = ''
    this.#storage = createStorage(this.lesson)
    try {
      // The prompt is on the screen before the lab is asked for.
      await this.updateComplete
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      const [{ openSession }, files, stored] = await Promise.all([
        import('./session.ts'),
        this.loadLesson(this.lesson),
        this.#storage.load(),
      ])
      const pane = this.#terminal
      if (turn !== this.#loading || !pane) return
      const kept = readKept(stored)
      if (kept) {
        this.language = kept.language
        this.theme = kept.theme
      }
      const saved = stored === undefined ? undefined : (kept?.session ?? 'damaged')
      const outcome = await openSession({
        files,
        seed: this.seed,
        columns: pane.columns,
        rows: pane.rows,
        saved,
        write: (text) => this.#write(pane, text),
        opened: (session) => this.#connect(session, pane),
      })
      if (turn !== this.#loading) {
        if (!('length' in outcome)) outcome.close()
      } else if ('length' in outcome) this.faults = outcome
      else this.#begin(outcome)
    } catch (error) {
      if (turn === this.#loading) this.failure = error instanceof Error ? error.message : String(error)
    }
  }

  /** What the lab writes before its terminal is connected waits: the past comes first. */
  #write(pane: TerminalPane, text: string): void {
    if (this.#connected) pane.write(text)
    else this.#opening += text
  }

  /** The prompt is there: the past is shown above it, and the keys go to the lab. */
  #connect(session: Session, pane: TerminalPane): void {
    this.#connected?.close()
    if (this.#connected) pane.disconnect()
    pane.clearLine()
    for (const { command, output } of session.transcript.slice(-20)) {
      pane.write(`${PAST_PROMPT}${command}\n${output}`.replace(/\r?\n/g, '\r\n'))
    }
    pane.write(this.#opening)
    this.#opening = ''
    this.#connected = session
    pane.connect(session.terminal)
    session.terminal.resize(pane.columns, pane.rows)
    session.editing.subscribe(() => {
      this.requestUpdate()
      if (!session.editRequest) this.updateComplete.then(() => this.#terminal?.focus())
    })
    session.changed.subscribe(() => this.#onChange(session))
    loadLaterParts().catch(() => {
      // Without the picture the lab works; an editor that cannot open is left by Ctrl-C.
    })
    this.requestUpdate()
  }

  #begin(session: Session): void {
    this.session = session
    this.faults = []
    this.notes = session.saveFault ? [session.saveFault] : []
    this.#openStep = session.run.openStep.id
    this.#done = new Set(doneSteps(session.run))
    this.looked = false
    session.run.changed.subscribe(() => this.#onProgress(session))
    this.#onChange(session)
  }

  #close(): void {
    clearTimeout(this.#saveTimer)
    this.#saveTimer = undefined
    this.#connected?.close()
    this.#connected = undefined
    this.#opening = ''
    this.session = undefined
    this.#terminal?.disconnect()
  }

  #onProgress(session: Session): void {
    const { run } = session
    if (run.openStep.id !== this.#openStep) {
      this.#openStep = run.openStep.id
      this.looked = false
    }
    for (const id of doneSteps(run)) {
      if (this.#done.has(id)) continue
      this.#done.add(id)
      this.#tell('kl-step', { step: id, percent: run.percent })
      if (run.finished) this.#tell('kl-finished', { percent: run.percent })
    }
    this.requestUpdate()
    this.#saveSoon()
  }

  #onChange(session: Session): void {
    const { lastCommand } = session
    if (lastCommand && lastCommand !== this.#told) {
      this.#told = lastCommand
      this.looked = true
      this.#tell('kl-command', lastCommand)
    }
    this.clusterVersion++
    this.#saveSoon()
  }
  #told: unknown

  #tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }))
  }

  #saveSoon(): void {
    // Not put off again by later changes: a busy cluster changes all the time.
    this.#saveTimer ??= setTimeout(() => this.#saveNow(), SAVE_DELAY_MS)
  }

  #saveNow(): void {
    clearTimeout(this.#saveTimer)
    this.#saveTimer = undefined
    const session = this.session?.save()
    if (!session) {
      // A command is running: try again when it may have ended.
      if (this.session) this.#saveSoon()
      return
    }
    const kept: Kept = { format: 1, language: this.language, theme: this.theme, session }
    void this.#storage.save(kept).then((problem) => {
      if (problem && problem !== this.#saveProblem) this.notes = [...this.notes, problem]
      this.#saveProblem = problem
    })
  }

  override render(): unknown {
    const say = sayIn(this.language)
    const { session, shape } = this
    const narrow = shape === 'narrow'
    const shows = (tab: Tab) => !narrow || this.tab === tab
    return html`<div
      class="frame ${shape}"
      @kl-type=${this.#onType}
      @kl-copy=${this.#onCopy}
      @kl-solve=${this.#onSolve}
      @kl-control-used=${() => {
        this.control = false
      }}
      @keydown=${this.#onKey}
    >
      ${this.#renderBar(say)} ${this.#renderNotes(say)}
      ${narrow ? this.#renderTabs(say) : nothing}
      <div class="body" style=${`--share:${shape === 'middle' ? this.split.middle : this.split.wide}%`}>
        <section
          class="lesson"
          id="view-lesson"
          tabindex="0"
          role=${narrow ? 'tabpanel' : 'region'}
          aria-label=${say('tab.lesson')}
          ?hidden=${!shows('lesson')}
        >
          <kl-lesson
            lang=${this.language}
            .run=${session?.run}
            .faults=${this.faults}
            .language=${this.language}
            .looked=${this.looked}
            .solving=${this.solving}
          ></kl-lesson>
        </section>
        ${narrow ? nothing : this.#renderDivider(say)}
        <section
          class="work"
          id="view-terminal"
          role=${narrow ? 'tabpanel' : 'region'}
          aria-label=${say('tab.terminal')}
          ?hidden=${!shows('terminal') && !shows('cluster')}
        >
          ${this.#renderTask(say)}
          <div class="glass" ?hidden=${!shows('terminal')}>
            <kl-terminal .theme=${this.theme === 'light' ? 'light' : 'dark'} .language=${this.language}></kl-terminal>
            <kl-transcript
              .entries=${this.#connected?.transcript ?? []}
              .language=${this.language}
              ?shown=${this.transcriptShown}
            ></kl-transcript>
            ${
              this.#connected?.editRequest
                ? html`<kl-editor .request=${this.#connected.editRequest} .language=${this.language}></kl-editor>`
                : nothing
            }
          </div>
          ${narrow && this.tab === 'terminal' ? this.#renderKeys(say) : nothing}
          ${
            shape === 'wide' || (narrow && this.tab === 'cluster')
              ? html`<kl-cluster .lab=${this.#connected?.lab} .language=${this.language} .version=${this.clusterVersion}></kl-cluster>`
              : nothing
          }
        </section>
      </div>
    </div>`
  }

  #renderBar(say: Say): TemplateResult {
    const run = this.session?.run
    const text = run ? textOf(run.lesson, this.language) : undefined
    return html`<header>
      <h1 class="where">
        ${text?.course ? html`<span class="course">${text.course} › </span>` : nothing}${text?.title ?? say('lab.name')}
      </h1>
      <ol class="dots" aria-label=${say('bar.steps')}>
        ${run?.progress().map((step, index) => this.#renderDot(run, step, index, say))}
      </ol>
      ${run ? html`<span class="score"><span class="unseen">${say('bar.score.label')}: </span>${run.percent} %</span>` : nothing}
      <div class="controls">
        <span role="group" aria-label=${say('bar.language')}>
          ${languages.map(
            ({ id, name }) => html`<button
              lang=${id}
              aria-pressed=${id === this.language ? 'true' : 'false'}
              @click=${() => {
                this.language = id
                this.#saveSoon()
              }}
            >${name}</button>`,
          )}
        </span>
        <button
          title=${`${say('bar.theme')}: ${say(`bar.theme.${this.theme}`)}`}
          aria-label=${`${say('bar.theme')}: ${say(`bar.theme.${this.theme}`)}`}
          @click=${() => {
            this.theme = themeAfter[this.theme]
            this.#saveSoon()
          }}
        >${themeIcons[this.theme]}</button>
        <button
          @click=${() => {
            this.asking = true
          }}
        >${say('bar.reset')}</button>
      </div>
    </header>`
  }

  #renderDot(run: LessonRun, step: StepProgress, index: number, say: Say): TemplateResult {
    const title = textOf(run.lesson, this.language).steps[step.id]?.title ?? step.id
    const label = say(`bar.step.${step.state}`, { number: index + 1, title })
    return html`<li>
      <button
        class="${step.state} ${step.done ? 'done' : ''}"
        title=${label}
        aria-label=${label}
        aria-current=${step.state === 'open' ? 'step' : nothing}
        ?disabled=${step.state === 'ahead'}
        @click=${() => run.open(step.id)}
      ><span aria-hidden="true">${step.done ? '✓' : ''}</span></button>
    </li>`
  }

  #renderNotes(say: Say): TemplateResult {
    return html`<div role="status">
      ${this.notes.map(
        (note) => html`<p class="note">
          <span><span class="icon" aria-hidden="true">⚠</span> ${say(note)}</span>
          <button
            @click=${() => {
              this.notes = this.notes.filter((other) => other !== note)
            }}
          >${say('note.dismiss')}</button>
        </p>`,
      )}
      ${
        this.failure
          ? html`<p class="note">
            <span><span class="icon" aria-hidden="true">⚠</span> ${say('terminal.failed', { reason: this.failure })}</span>
            <button @click=${() => this.#load()}>${say('terminal.retry')}</button>
          </p>`
          : nothing
      }
      ${
        this.asking
          ? html`<p class="note">
            <span>${say('bar.reset.question')}</span>
            <button class="main" @click=${() => this.reset()}>${say('bar.reset.yes')}</button>
            <button
              @click=${() => {
                this.asking = false
              }}
            >${say('bar.reset.no')}</button>
          </p>`
          : nothing
      }
    </div>`
  }

  #renderTabs(say: Say): TemplateResult {
    return html`<div
      class="tabs"
      role="tablist"
      aria-label=${say('tab.views')}
      @keydown=${(event: KeyboardEvent) => {
        const move = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
        if (move === 0) return
        this.tab = tabs[(tabs.indexOf(this.tab) + move + tabs.length) % tabs.length] ?? 'lesson'
        this.updateComplete.then(() =>
          this.renderRoot.querySelector<HTMLElement>('.tabs [aria-selected=true]')?.focus(),
        )
      }}
    >
      ${tabs.map(
        (tab) => html`<button
          role="tab"
          aria-selected=${tab === this.tab ? 'true' : 'false'}
          aria-controls=${tab === 'lesson' ? 'view-lesson' : 'view-terminal'}
          tabindex=${tab === this.tab ? '0' : '-1'}
          @click=${() => this.#show(tab)}
        >${say(`tab.${tab}`)}</button>`,
      )}
    </div>`
  }

  #renderDivider(say: Say): TemplateResult {
    const wide = this.shape === 'wide'
    const share = wide ? this.split.wide : this.split.middle
    const set = (next: number) => {
      this.split = { ...this.split, [wide ? 'wide' : 'middle']: next }
    }
    return html`<div
      class="divider"
      role="separator"
      tabindex="0"
      aria-label=${say('split.label')}
      aria-orientation=${wide ? 'vertical' : 'horizontal'}
      aria-valuenow=${Math.round(share)}
      aria-valuemin=${MIN_SHARE}
      aria-valuemax=${MAX_SHARE}
      @keydown=${(event: KeyboardEvent) => {
        const next = shareAfterKey(share, event.key, wide)
        if (next === undefined) return
        event.preventDefault()
        set(next)
      }}
      @dblclick=${() => set(wide ? defaultSplit.wide : defaultSplit.middle)}
      @pointerdown=${(event: PointerEvent) => {
        if (event.currentTarget instanceof HTMLElement) event.currentTarget.setPointerCapture(event.pointerId)
      }}
      @pointermove=${(event: PointerEvent) => {
        const { currentTarget } = event
        if (!(currentTarget instanceof HTMLElement) || !currentTarget.hasPointerCapture(event.pointerId)) return
        const frame = currentTarget.parentElement?.getBoundingClientRect()
        if (!frame) return
        set(
          clampShare(
            wide
              ? ((event.clientX - frame.left) / frame.width) * 100
              : ((event.clientY - frame.top) / frame.height) * 100,
          ),
        )
      }}
    ></div>`
  }

  #renderTask(say: Say): TemplateResult {
    const { session } = this
    const goal = session ? goalOf(session.run, this.language) : ''
    const wait = this.faults.length > 0 || this.failure !== '' ? '' : say('terminal.loading')
    return html`<div class="task">
      <p>${session ? html`<strong>${say('task.label')}:</strong> ${goal}` : wait}</p>
      <button
        aria-pressed=${this.transcriptShown ? 'true' : 'false'}
        title="F2"
        ?hidden=${this.shape === 'narrow' && this.tab !== 'terminal'}
        @click=${() => this.#toggleTranscript()}
      >${say(this.transcriptShown ? 'terminal.transcript.hide' : 'terminal.transcript')}</button>
    </div>`
  }

  #renderKeys(say: Say): TemplateResult {
    // A touch must not take the keyboard's focus away from the terminal.
    const keep = (event: Event) => event.preventDefault()
    return html`<div class="keys" role="toolbar" aria-label=${say('keys.label')} @pointerdown=${keep}>
      <button
        aria-pressed=${this.control ? 'true' : 'false'}
        @click=${() => {
          this.control = !this.control
          const terminal = this.#terminal
          if (terminal) terminal.control = this.control
          terminal?.focus()
        }}
      >${say('key.control')}</button>
      ${barKeys.map(
        ({ text, data, word }) => html`<button
          aria-label=${word ? say(word) : text}
          @click=${() => {
            this.#terminal?.input(data)
            this.#terminal?.focus()
          }}
        >${text}</button>`,
      )}
    </div>`
  }

  #show(tab: Tab): void {
    this.tab = tab
  }

  #toggleTranscript(): void {
    this.transcriptShown = !this.transcriptShown
    this.updateComplete.then(() => {
      if (!this.transcriptShown) this.#terminal?.focus()
      else this.renderRoot.querySelector('kl-transcript')?.shadowRoot?.querySelector<HTMLElement>('[role=log]')?.focus()
    })
  }

  #onType(event: TypeEvent): void {
    this.transcriptShown = false
    if (this.shape === 'narrow') this.tab = 'terminal'
    const pane = this.#terminal
    this.updateComplete.then(() => {
      pane?.input(event.detail.text)
      pane?.focus()
    })
  }

  async #onCopy(event: CopyEvent): Promise<void> {
    await navigator.clipboard?.writeText(event.detail.text).catch(() => {})
  }

  async #onSolve(): Promise<void> {
    const { session } = this
    const pane = this.#terminal
    if (!session || !pane || this.solving) return
    this.solving = true
    if (this.shape === 'narrow') this.tab = 'terminal'
    const slow = !matchMedia('(prefers-reduced-motion: reduce)').matches
    try {
      const { solve } = await import('./solve.ts')
      await solve(session, session.run.showSolution(), {
        type: (text) => pane.input(text),
        alive: () => this.session === session,
        slow,
      })
    } finally {
      this.solving = false
    }
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'F2') {
      event.preventDefault()
      this.#toggleTranscript()
    } else if (event.key === 'F6') {
      event.preventDefault()
      const lesson = this.renderRoot.querySelector<HTMLElement>('.lesson')
      if (lesson?.matches(':focus-within')) {
        if (this.shape === 'narrow') this.tab = 'terminal'
        this.updateComplete.then(() => this.#terminal?.focus())
      } else {
        if (this.shape === 'narrow') this.tab = 'lesson'
        this.updateComplete.then(() => lesson?.focus())
      }
    }
  }
}

const PAST_PROMPT = '\x1b[1mcontrolplane\x1b[0m \x1b[34m~\x1b[0m ➜  '
const themeAfter: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' }
const themeIcons: Readonly<Record<Theme, string>> = { auto: '◐', light: '☀', dark: '☾' }

function doneSteps(run: LessonRun): readonly string[] {
  return run
    .progress()
    .filter(({ done }) => done)
    .map(({ id }) => id)
}

function readKept(value: unknown): Kept | undefined {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== 1) return undefined
  const { language, theme, session } = value as Partial<Kept>
  const known =
    languages.some(({ id }) => id === language) && (theme === 'auto' || theme === 'light' || theme === 'dark')
  return known && language && theme ? { format: 1, language, theme, session } : undefined
}

async function fetchLesson(address: string): Promise<LessonFiles> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address}: ${response.status}`)
  const files: unknown = await response.json()
  if (typeof files !== 'object' || files === null) throw new Error(`${address}: not an object of files`)
  return Object.fromEntries(
    Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
