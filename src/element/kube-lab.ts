// <kube-lab>: the whole page in one element. Long because an element's state, its life and its frame belong together.
// It lays out lesson, terminal and picture, keeps the state, and passes on what happens; the lab is loaded after the prompt.
// Attributes: lesson (none: only a cluster and its terminal), lang, theme (auto, light, dark), seed. Events: kl-command, kl-step, kl-finished.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { Fault, LessonFiles, LessonRun } from '../lesson/index.ts'
import { breathe, nextFrame } from './breath.ts'
import type { CopyEvent, TypeEvent } from './command-chip.ts'
import type { EditorPanel } from './editor-panel.ts'
import { renderDivider, renderKeys, renderTabs, type Tab } from './frame-controls.ts'
import { isTheme, type Kept, readKept, type Theme } from './kept.ts'
import { frameStyles } from './kube-lab-styles.ts'
import { goalOf, LessonPanel } from './lesson-panel.ts'
import { watchOtherTabs } from './other-tabs.ts'
import { Saver } from './saver.ts'
import type { Session } from './session.ts'
import { defaultSplit, type Shape, type Split, shapeFor } from './split.ts'
import { createStorage, type Storage } from './storage.ts'
import { TerminalPane } from './terminal-pane.ts'
import { readTexts } from './texts.ts'
import { defineTextSize, shared, tokens } from './tokens.ts'
import { renderBar, renderNotes } from './top-bar.ts'
import { Transcript } from './transcript.ts'
import { knownLanguage, type Say, sayIn, type WordKey } from './words/index.ts'

defineTextSize()
define('kl-lesson', LessonPanel)
define('kl-terminal', TerminalPane)
define('kl-transcript', Transcript)

/** What the first prompt can do without; elements in the page come to life when it arrives. */
async function loadLaterParts() {
  const { ClusterPicture, EditorPanel, solve } = await import('./later-parts.ts')
  define('kl-cluster', ClusterPicture)
  define('kl-editor', EditorPanel)
  return solve
}

function define(name: string, part: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, part)
}

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
    solving: { state: true },
    control: { state: true },
    clusterVersion: { state: true },
    drawn: { state: true },
    bodyLanguage: { state: true },
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
  declare solving: boolean
  declare control: boolean
  declare clusterVersion: number
  /** The language below the bar: a frame behind, for a new one is laid out part by part. */
  declare bodyLanguage: string
  /** How much is there: the bar, lesson and terminal, the bar's controls. Each is drawn in a frame of its own. */
  declare drawn: 'bar' | 'body' | 'whole'

  #storage: Storage = createStorage('lab')
  #saver: Saver | undefined
  #loading = 0
  /** Whose terminal the keys go to; the lesson may still be on its way. */
  #connected: Session | undefined
  #opening = ''
  /** The language that the page asked for, whatever the learner chose since. */
  #asked = ''
  #leaveTabs: () => void = () => {}
  #done = new Set<string>()
  #sizes = new ResizeObserver(([entry]) => {
    if (entry) this.shape = shapeFor(entry.contentRect.width)
  })
  #darkSystem = matchMedia('(prefers-color-scheme: dark)')
  #onSystemTheme = () => this.requestUpdate()
  #bodyDrawn: () => void = () => {}
  readonly #body = new Promise<void>((resolve) => {
    this.#bodyDrawn = resolve
  })
  #onHide = () => {
    if (document.visibilityState === 'hidden') this.#saver?.now()
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
    this.solving = false
    this.control = false
    this.clusterVersion = 0
    this.drawn = 'bar'
    this.bodyLanguage = 'en'
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

  /** The page's own code has just run: the first drawing is a task of its own. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await breathe()
    super.scheduleUpdate()
  }

  /** The first text of each font, and of each script, takes the browser half a frame. */
  protected override async firstUpdated(): Promise<void> {
    await nextFrame()
    this.drawn = 'body'
    await this.updateComplete
    this.#bodyDrawn()
    // The next frame is the prompt's.
    await nextFrame()
    await nextFrame()
    this.drawn = 'whole'
  }

  override willUpdate(changed: PropertyValues): void {
    this.language = knownLanguage(this.language)
    if (!isTheme(this.theme)) this.theme = 'auto'
    if (this.#asked === '') this.#asked = this.language
    if (this.#bare && this.tab === 'lesson') this.tab = 'terminal'
    if (changed.has('language')) this.#followLanguage()
    const dark = this.theme === 'dark' || (this.theme === 'auto' && this.#darkSystem.matches)
    const theme = dark ? 'dark' : 'light'
    // Writing what is there already, too, makes the browser style the whole lab anew.
    if (this.dataset['theme'] !== theme) this.dataset['theme'] = theme
    if (this.lang !== this.language) this.lang = this.language
  }

  #followLanguage(): void {
    const follow = () => {
      this.bodyLanguage = this.language
    }
    if (this.drawn === 'whole') nextFrame().then(follow)
    else follow()
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('lesson')) void this.#load()
  }

  /** Starts the lesson and the cluster afresh; what was kept is deleted. */
  async reset(): Promise<void> {
    this.asking = false
    this.#close()
    await this.#storage.clear()
    await this.#load()
    this.#terminal?.focus()
  }

  /** Without a lesson. */
  get #bare(): boolean {
    return this.lesson === ''
  }

  get #terminal(): TerminalPane | null {
    return this.renderRoot.querySelector('kl-terminal')
  }

  #find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector(selector)
  }

  async #load(): Promise<void> {
    const turn = ++this.#loading
    this.#close()
    this.failure = ''
    this.#storage = createStorage(this.lesson)
    try {
      // The prompt is on the screen before the lab is asked for.
      await this.#body
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      // A part of the session, which so runs in a task of its own: the browser stands still for each.
      import('../shell/index.ts').catch(() => {})
      const [{ openSession }, files, stored] = await Promise.all([
        import('./session.ts'),
        this.#bare ? undefined : this.loadLesson(this.lesson),
        this.#storage.load(),
      ])
      const pane = this.#terminal
      await pane?.opened
      if (turn !== this.#loading || !pane) return
      const kept = readKept(await readTexts(stored))
      if (turn !== this.#loading) return
      if (kept) {
        if ((kept.asked ?? this.#asked) === this.#asked) this.language = kept.language
        this.theme = kept.theme
      }
      const saved = stored === undefined ? undefined : (kept?.session ?? 'damaged')
      const outcome = await openSession({
        files,
        seed: this.seed,
        columns: pane.columns,
        rows: pane.rows,
        saved,
        // The lab may have been reset meanwhile.
        write: (text) => turn === this.#loading && this.#write(pane, text),
        opened: (session) => turn === this.#loading && this.#connect(session, pane),
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
    pane.connect(session)
    session.resize(pane.columns, pane.rows)
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
    this.#saver = this.#makeSaver(session)
    this.faults = []
    this.notes = session.saveFault ? [session.saveFault] : []
    const { run } = session
    this.#done = new Set(run && doneSteps(run))
    this.#leaveTabs = watchOtherTabs(this.lesson, () => this.#note('save.twice'))
    run?.changed.subscribe(() => this.#onProgress(run))
    this.#onChange(session)
  }

  #makeSaver(session: Session): Saver {
    return new Saver(this.#storage, {
      state: () => {
        const saved = session.save()
        if (!saved) return undefined
        const { language, theme } = this
        const kept: Kept = { format: 1, language, asked: this.#asked, theme, session: saved }
        return kept
      },
      problem: (problem) => this.#note(problem),
    })
  }

  #close(): void {
    this.#saver?.stop()
    this.#saver = undefined
    this.#leaveTabs()
    this.#leaveTabs = () => {}
    this.#connected?.close()
    this.#connected = undefined
    this.#opening = ''
    this.session = undefined
    this.#terminal?.disconnect()
  }

  #onProgress(run: LessonRun): void {
    for (const id of doneSteps(run)) {
      if (this.#done.has(id)) continue
      this.#done.add(id)
      this.#tell('kl-step', { step: id, percent: run.percent })
      if (run.finished) this.#tell('kl-finished', { percent: run.percent })
    }
    breathe().then(() => this.requestUpdate())
    this.#saver?.soon()
  }

  #onChange(session: Session): void {
    const { lastCommand } = session
    if (lastCommand && lastCommand !== this.#told) {
      this.#told = lastCommand
      this.#tell('kl-command', lastCommand)
    }
    this.clusterVersion++
    this.#saver?.soon()
  }
  #told: unknown

  #tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }))
  }

  override render(): unknown {
    const say = sayIn(this.language)
    return html`<div
      class="frame ${this.shape}"
      @kl-type=${this.#onType}
      @kl-copy=${this.#onCopy}
      @kl-solve=${this.#onSolve}
      @kl-control-used=${() => {
        this.control = false
      }}
      @keydown=${this.#onKey}
    >
      ${this.#renderTop(say)}
      ${this.drawn === 'bar' ? nothing : this.#renderBody(sayIn(this.bodyLanguage))}
    </div>`
  }

  #renderBody(say: Say): TemplateResult {
    const { session, shape } = this
    const narrow = shape === 'narrow'
    const bare = this.#bare
    const shows = (tab: Tab) => !narrow || this.tab === tab
    const editing = this.#connected?.editRequest
    return html`${
      narrow
        ? renderTabs(say, this.#tabs, this.tab, (tab) => {
            this.tab = tab
          })
        : nothing
    }
      <div class="body" lang=${this.bodyLanguage} style=${`--share:${shape === 'middle' ? this.split.middle : this.split.wide}%`}>
        ${
          bare
            ? nothing
            : html`<section
                class="lesson"
                id="view-lesson"
                tabindex="0"
                role=${narrow ? 'tabpanel' : 'region'}
                aria-label=${say('tab.lesson')}
                ?hidden=${!shows('lesson')}
              >
                <kl-lesson
                  .run=${session?.run}
                  .faults=${this.faults}
                  .language=${this.bodyLanguage}
                  .solving=${this.solving}
                ></kl-lesson>
              </section>`
        }
        ${narrow || bare ? nothing : this.#renderSplit(say)}
        <section
          class="work"
          id="view-terminal"
          role=${narrow ? 'tabpanel' : 'region'}
          aria-label=${say('tab.terminal')}
          ?hidden=${!shows('terminal') && !shows('cluster')}
        >
          ${this.#renderTask(say)}
          <div class="glass" ?hidden=${!shows('terminal')}>
            <kl-terminal .theme=${this.theme === 'light' ? 'light' : 'dark'} .language=${this.bodyLanguage}></kl-terminal>
            <kl-transcript
              .entries=${this.#connected?.transcript ?? []}
              .language=${this.bodyLanguage}
              ?shown=${this.transcriptShown}
            ></kl-transcript>
            ${editing ? html`<kl-editor .request=${editing} .language=${this.bodyLanguage}></kl-editor>` : nothing}
          </div>
          ${narrow && this.tab === 'terminal' && !editing ? this.#renderKeys(say) : nothing}
          ${
            shape === 'wide' || (narrow && this.tab === 'cluster')
              ? html`<kl-cluster .lab=${this.#connected?.lab} .language=${this.bodyLanguage} .version=${this.clusterVersion}></kl-cluster>`
              : nothing
          }
        </section>
      </div>`
  }

  #renderTop(say: Say): readonly TemplateResult[] {
    const { language, theme, session, notes, failure, asking } = this
    const bar = renderBar({
      say,
      language,
      theme,
      run: session?.run,
      drawn: this.drawn === 'whole',
      setLanguage: (chosen) => {
        // All words are laid out anew: after the click has been shown.
        nextFrame().then(() => {
          this.language = chosen
          this.#saver?.soon()
        })
      },
      setTheme: (chosen) => {
        this.theme = chosen
        this.#saver?.soon()
      },
      askReset: () => {
        this.asking = true
      },
    })
    const state = renderNotes({
      say,
      notes,
      failure,
      asking,
      dismiss: (note) => {
        this.notes = this.notes.filter((other) => other !== note)
        this.#terminal?.focus()
      },
      retry: () => void this.#load(),
      reset: () => void this.reset(),
      keep: () => {
        this.asking = false
        this.#find('.reset')?.focus()
      },
    })
    return [bar, state]
  }

  #renderSplit(say: Say): TemplateResult {
    const wide = this.shape === 'wide'
    return renderDivider(say, wide, wide ? this.split.wide : this.split.middle, (share) => {
      this.split = { ...this.split, [wide ? 'wide' : 'middle']: share }
    })
  }

  #renderTask(say: Say): TemplateResult {
    const { session } = this
    const run = session?.run
    const bare = this.#bare && session !== undefined
    const goal = run?.finished
      ? say('lesson.finished', { percent: run.percent })
      : html`<strong>${say('task.label')}:</strong> ${run ? goalOf(run, this.bodyLanguage) : ''}`
    const wait = this.faults.length > 0 || this.failure !== '' ? '' : say('terminal.loading')
    return html`<div class="task">
      <p>${run ? goal : bare ? '' : wait}</p>
      <button
        aria-pressed=${this.transcriptShown ? 'true' : 'false'}
        title="F2"
        ?hidden=${this.shape === 'narrow' && this.tab !== 'terminal'}
        @click=${() => this.#toggleTranscript()}
      >${say(this.transcriptShown ? 'terminal.transcript.hide' : 'terminal.transcript')}</button>
    </div>`
  }

  #renderKeys(say: Say): TemplateResult {
    return renderKeys({
      say,
      control: this.control,
      toggleControl: () => {
        this.control = !this.control
        const terminal = this.#terminal
        if (terminal) terminal.control = this.control
        terminal?.focus()
      },
      press: (data) => {
        this.#terminal?.input(data)
        this.#terminal?.focus()
      },
    })
  }

  #toggleTranscript(): void {
    this.transcriptShown = !this.transcriptShown
    this.updateComplete.then(() => {
      if (!this.transcriptShown) this.#terminal?.focus()
      else this.#find('kl-transcript')?.focus()
    })
  }

  #onType(event: TypeEvent): void {
    this.transcriptShown = false
    if (this.shape === 'narrow') this.tab = 'terminal'
    const editor = this.renderRoot.querySelector<EditorPanel>('kl-editor')
    // A command typed now would wait unseen behind the file.
    if (editor) {
      editor.refuse()
      return
    }
    const pane = this.#terminal
    this.updateComplete.then(() => {
      pane?.input(event.detail.text)
      pane?.focus()
    })
  }

  async #onCopy(event: CopyEvent): Promise<void> {
    const { text, done } = event.detail
    await navigator.clipboard?.writeText(text).then(done, () => {})
  }

  async #onSolve(): Promise<void> {
    const { session } = this
    const run = session?.run
    if (!session || !run || this.solving) return
    if (session.terminal.busy) return this.#note('show.busy')
    this.solving = true
    if (this.shape === 'narrow') this.tab = 'terminal'
    const slow = !matchMedia('(prefers-reduced-motion: reduce)').matches
    try {
      const solve = await loadLaterParts()
      await solve(session, run, slow)
    } catch {
      this.#note('part.missing')
    } finally {
      this.solving = false
    }
  }

  #note(note: WordKey): void {
    if (!this.notes.includes(note)) this.notes = [...this.notes, note]
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'F2') {
      event.preventDefault()
      this.#toggleTranscript()
    } else if (event.key === 'Escape' && this.transcriptShown) this.#toggleTranscript()
    else if (event.key === 'F6') {
      event.preventDefault()
      this.#focusNext(event.shiftKey ? -1 : 1)
    }
  }

  /** From lesson to terminal to picture and round again. */
  async #focusNext(step: number): Promise<void> {
    const parts: Readonly<Record<Tab, readonly string[]>> = {
      lesson: ['.lesson'],
      terminal: ['kl-editor', 'kl-transcript[shown]', 'kl-terminal'],
      cluster: ['kl-cluster'],
    }
    const part = (tab: Tab) => parts[tab].map((name) => this.#find(name)).find((found) => found !== null)
    const tabs = this.shape === 'narrow' ? this.#tabs : this.#tabs.filter(part)
    const at = tabs.findIndex((tab) => part(tab)?.matches(':focus, :focus-within'))
    const next = tabs[at < 0 ? 0 : (at + step + tabs.length) % tabs.length] ?? 'terminal'
    this.tab = next
    await this.updateComplete
    part(next)?.focus()
  }

  get #tabs(): readonly Tab[] {
    return this.#bare ? ['terminal', 'cluster'] : ['lesson', 'terminal', 'cluster']
  }
}

const PAST_PROMPT = '\x1b[1mcontrolplane\x1b[0m \x1b[34m~\x1b[0m ➜  '

function doneSteps(run: LessonRun): readonly string[] {
  return run
    .progress()
    .filter(({ done }) => done)
    .map(({ id }) => id)
}

async function fetchLesson(address: string): Promise<LessonFiles> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address}: ${response.status}`)
  const files: unknown = await response.json().catch(() => undefined)
  if (typeof files !== 'object' || files === null) throw new Error(`${address}: no lesson is there`)
  return Object.fromEntries(
    Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
