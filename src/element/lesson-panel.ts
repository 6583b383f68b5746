// The lesson beside the terminal: finished steps folded, one open with its prose, questions, checks and hints, the
// coming ones by name. It shows what the engine says and asks it to act; it judges nothing itself.

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import {
  type CheckProgress,
  type Fault,
  faultText,
  fillText,
  type LessonRun,
  type Message,
  plainText,
  type QuestionProgress,
  type StepProgress,
  type StepText,
  textLanguage,
  textOf,
} from '../lesson/index.ts'
import { breathe, nextFrame } from './breath.ts'
import { lessonStyles } from './lesson-panel-styles.ts'
import { renderBlocks, renderInlines } from './lesson-text.ts'
import { shared } from './tokens.ts'
import { type Say, sayIn } from './words/index.ts'

export class LessonPanel extends LitElement {
  static override styles = [shared, lessonStyles]
  static override properties = {
    run: { attribute: false },
    faults: { attribute: false },
    language: {},
    solving: { type: Boolean },
    looked: { state: true },
  }

  declare run: LessonRun | undefined
  declare faults: readonly Fault[]
  declare language: string
  /** The solution is being typed. */
  declare solving: boolean
  /** The step whose checks were asked for. */
  declare looked: string
  #stop = () => {}
  #openStep = ''
  /** The focus was in here before something was drawn anew. */
  #hadFocus = false
  /** What the parts were last shown of. Long prose is laid out part by part: the head, the open step, each other one. */
  #shown: { run: LessonRun | undefined; language: string } | undefined
  #before = ''
  #parts = 0

  constructor() {
    super()
    this.faults = []
    this.language = 'en'
    this.solving = false
    this.looked = ''
  }

  /** Another step or another language is much to draw: in a task of its own. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.run?.openStep.id !== this.#openStep || this.language !== this.#shown?.language) await breathe()
    super.scheduleUpdate()
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const { run, language } = this
    this.#hadFocus = this.shadowRoot?.activeElement != null
    if (run && (this.#shown?.run !== run || this.#shown.language !== language)) {
      this.#before = this.#shown?.run === run ? this.#shown.language : ''
      this.#shown = { run, language }
      // A new language comes to the lab's own words first.
      this.#parts = this.#before === '' ? 0 : -1
      void this.#showParts()
    }
    if (!changed.has('run')) return
    this.#stop()
    const stop = this.run?.changed.subscribe(() => this.requestUpdate())
    this.#stop = () => stop?.()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop()
  }

  async #showParts(): Promise<void> {
    const shown = this.#shown
    const count = (shown?.run?.lesson.steps.length ?? 0) + 1
    while (this.#parts < count) {
      await nextFrame()
      if (this.#shown !== shown || !this.isConnected) return
      this.#parts++
      this.requestUpdate()
    }
  }

  /** The language of a part just now; '' while it is not there yet. */
  #languageOf(part: number): string {
    return part <= this.#parts ? this.language : this.#before
  }

  #openHeading(): HTMLElement | null {
    return this.renderRoot.querySelector('#open')
  }

  override updated(): void {
    const open = this.run?.openStep.id ?? ''
    if (open === this.#openStep || !this.#openHeading()) return
    const first = this.#openStep === ''
    this.#openStep = open
    // When it is drawn: asked now, the browser would lay everything out twice in one go.
    if (!first) nextFrame().then(() => this.#openHeading()?.scrollIntoView({ block: 'start' }))
    // Whoever answered or skipped goes on reading at the next step; whoever types in the terminal stays there.
    if (this.#hadFocus) this.#openHeading()?.focus({ preventScroll: true })
  }

  override render(): unknown {
    const say = sayIn(this.language)
    if (this.faults.length > 0) {
      return html`<section class="fault" role="alert">
        <p><strong>${say('lesson.fault')}</strong></p>
        <ul lang="en">${this.faults.map((fault) => html`<li><code>${faultText(fault)}</code></li>`)}</ul>
      </section>`
    }
    const { run } = this
    if (!run) return html`<p class="muted">${say('lesson.loading')}</p>`
    const head = this.#languageOf(0)
    const text = textOf(run.lesson, head)
    const own = textLanguage(run.lesson, head)
    const steps = run.progress()
    const at = steps.findIndex(({ state }) => state === 'open')
    return html`
      <h2 class="title" lang=${own}>${text.title}</h2>
      <div class="prose" lang=${own}>${renderBlocks(text.introduction)}</div>
      <ol class="steps">
        ${steps.map((step, index) => {
          const language = this.#languageOf(index === at ? 1 : index < at ? index + 2 : index + 1)
          if (language === '') return nothing
          return this.#renderStep(run, language, step, index)
        })}
      </ol>
      ${
        run.finished
          ? html`<section class="finished" role="status">
            <p><span aria-hidden="true">✓</span> <strong>${say('lesson.finished', { percent: run.percent })}</strong></p>
            <p>${say('lesson.finished.more')}</p>
          </section>`
          : nothing
      }
    `
  }

  #renderStep(run: LessonRun, language: string, step: StepProgress, index: number): TemplateResult | typeof nothing {
    const words = textOf(run.lesson, language).steps[step.id]
    if (!words) return nothing
    if (step.state === 'open') return this.#renderOpen(run, language, words, step, index)
    const say = sayIn(language)
    const own = textLanguage(run.lesson, language)
    const title = html`<span class="number" aria-hidden="true">${step.done ? '✓' : step.state === 'skipped' ? '–' : index + 1}</span>
      <span lang=${own}>${words.title}</span>`
    if (step.state === 'ahead') {
      return html`<li class="step ahead" lang=${language}><span class="name">${title}</span><span class="unseen">, ${say('step.ahead')}</span></li>`
    }
    const state = step.done ? say('step.done') : step.state === 'skipped' ? say('step.skipped') : ''
    return html`<li class="step folded ${step.done ? 'done' : ''}" lang=${language}>
      <button class="name" @click=${() => run.open(step.id)}>
        ${title}${state ? html`<span class="state">${state}</span>` : nothing}
      </button>
      ${step.done ? html`<p class="result" lang=${own}>${renderInlines(words.done)}</p>` : nothing}
    </li>`
  }

  #renderOpen(run: LessonRun, language: string, words: StepText, step: StepProgress, index: number): TemplateResult {
    const say = sayIn(language)
    const own = textLanguage(run.lesson, language)
    const answerFirst = step.type === 'predict'
    const questions = step.questions.map((question) => this.#renderQuestion(run, words, step, question, say, own))
    return html`<li class="step open ${step.done ? 'done' : ''}" lang=${language} aria-current="step">
      <h2 id="open" tabindex="-1">
        <span class="number" aria-hidden="true">${step.done ? '✓' : index + 1}</span>
        <span lang=${own}>${words.title}</span>
        <span class="state">${step.done ? say('step.done') : say(`step.${step.type}`)}</span>
      </h2>
      <div class="prose" lang=${own}>${renderBlocks(words.prose)}</div>
      ${step.fault ? html`<p class="fault" role="alert">${say('lesson.fault')}<br /><code lang="en">${faultText(step.fault)}</code></p>` : nothing}
      ${answerFirst ? questions : nothing} ${this.#renderChecks(run, words, step, say, own)} ${answerFirst ? nothing : questions}
      ${
        step.done
          ? html`<p class="result" lang=${own}>${renderInlines(words.done)}</p>`
          : this.#renderHelp(run, words, step, say, own)
      }
    </li>`
  }

  #renderChecks(
    run: LessonRun,
    words: StepText,
    step: StepProgress,
    say: Say,
    own: string,
  ): TemplateResult | typeof nothing {
    if (step.checks.length === 0) return nothing
    // Failing checks speak when something was tried.
    const speak = step.tried || this.looked === step.id || step.type === 'predict'
    const message = speak ? step.checks.find((check) => check.message)?.message : undefined
    return html`<section class="checks">
      <h3>${say('check.title')}</h3>
      <ul>
        ${step.checks.map(
          (check) => html`<li class=${check.state}>
            <span class="icon" aria-hidden="true">${checkIcons[check.state]}</span>
            <span><span lang=${own}>${renderInlines(words.messages[`${check.id}.label`] ?? [])}</span><span class="unseen">: ${say(`check.${check.state}`)}</span></span>
          </li>`,
        )}
      </ul>
      <p class="feedback" role="status">${message ? this.#renderMessage(words, message, say) : nothing}</p>
      ${
        step.done
          ? nothing
          : html`<button
            @click=${() => {
              this.looked = step.id
              run.look()
            }}
          >${say('check.now')}</button>`
      }
    </section>`
  }

  #renderQuestion(
    run: LessonRun,
    words: StepText,
    step: StepProgress,
    question: QuestionProgress,
    say: Say,
    own: string,
  ): TemplateResult {
    const { id, choices, numeric, state, message } = question
    const settled = step.done || state === 'right'
    const label = words.messages[`${id}.label`] ?? []
    const submit = (event: SubmitEvent) => {
      event.preventDefault()
      const { currentTarget } = event
      if (!(currentTarget instanceof HTMLFormElement)) return
      const answer = String(new FormData(currentTarget).get('answer') ?? '')
      if (answer.trim() === '') return this.#complain(currentTarget, say)
      run.answer(id, answer)
      if (run.openStep.id === step.id) this.updateComplete.then(() => this.#focusAfter(id))
    }
    const field = choices
      ? html`<fieldset ?disabled=${settled}>
          <legend lang=${own}>${renderInlines(label)}</legend>
          ${choices.map(
            (choice) => html`<label class="choice"
              ><input type="radio" name="answer" value=${choice} ?checked=${question.answer === choice} />
              <span lang=${own}>${renderInlines(words.messages[`${id}.option-${choice}`] ?? [])}</span></label
            >`,
          )}
        </fieldset>`
      : html`<label for=${`answer-${id}`} lang=${own}>${renderInlines(label)}</label>
          <input
            id=${`answer-${id}`}
            name="answer"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            inputmode=${numeric ? 'numeric' : 'text'}
            aria-describedby=${`feedback-${id}`}
            aria-invalid=${state === 'wrong' ? 'true' : 'false'}
            .value=${question.answer ?? ''}
            ?readonly=${settled}
          />`
    return html`<form class="question ${state}" data-question=${id} novalidate @submit=${submit}>
      <div class="field">${field} ${settled ? nothing : html`<button class="main">${say('question.answer')}</button>`}</div>
      <p class="feedback" role="status" id=${`feedback-${id}`}>${
        state === 'recorded'
          ? html`<span aria-hidden="true">◐</span> ${say('question.recorded')}`
          : message
            ? html`<span aria-hidden="true">${state === 'right' ? '✓' : '✗'}</span> ${this.#renderMessage(words, message, say)}`
            : nothing
      }</p>
    </form>`
  }

  /** An empty answer is no answer: says so without asking the engine. */
  #complain(form: HTMLFormElement, say: Say): void {
    const input = form.querySelector<HTMLInputElement>('input[name=answer]')
    input?.setCustomValidity(say('question.empty'))
    input?.reportValidity()
    input?.setCustomValidity('')
  }

  #focusAfter(id: string): void {
    const forms = [...this.renderRoot.querySelectorAll<HTMLFormElement>('form.question')]
    const at = forms.findIndex((form) => form.dataset['question'] === id)
    const wrong = forms[at]?.classList.contains('wrong')
    const next = wrong ? forms[at] : forms.slice(at + 1).find((form) => !form.classList.contains('right'))
    const input = next?.querySelector<HTMLInputElement>('input[name=answer]')
    input?.focus()
    if (input?.type === 'text') input.select()
    // Once it is drawn: what is said of the answer stands below it.
    nextFrame().then(() => forms[at]?.scrollIntoView({ block: 'nearest' }))
  }

  async #openHint(run: LessonRun): Promise<void> {
    run.openHint()
    await this.updateComplete
    const hints = this.renderRoot.querySelectorAll<HTMLElement>('.hint h3')
    hints[hints.length - 1]?.focus()
  }

  #renderHelp(run: LessonRun, words: StepText, step: StepProgress, say: Say, own: string): TemplateResult {
    const open = words.hints.slice(0, step.hints)
    return html`<section class="help">
      ${open.map(
        (hint, index) => html`<div class="hint">
          <h3 tabindex="-1">${say('hint.title', { number: index + 1 })}</h3>
          <div lang=${own}>${renderBlocks(hint)}</div>
        </div>`,
      )}
      ${
        step.missing.length > 0
          ? html`<p class="missing">
            ${say('setup.missing')} <span lang="en" translate="no">${step.missing.join(', ')}</span>
            <button @click=${() => run.putBack()}>${say('setup.back')}</button>
          </p>`
          : nothing
      }
      ${step.solutionShown ? html`<p class="muted">${say('step.half')}</p>` : nothing}
      <p class="actions">
        ${
          step.hints < words.hints.length
            ? html`<button class="plain" @click=${() => this.#openHint(run)}>
              ${say('hint.next', { number: step.hints + 1, count: words.hints.length })}
            </button>`
            : nothing
        }
        <button
          class="plain"
          aria-disabled=${this.solving ? 'true' : 'false'}
          @click=${() => this.dispatchEvent(new CustomEvent('kl-solve', { bubbles: true, composed: true }))}
        >
          ${this.solving ? say('show.running') : say('show.me')}
        </button>
        ${
          step.state === 'open' && run.lesson.steps.at(-1)?.id !== step.id
            ? html`<button class="plain" @click=${() => run.skip()}>${say('step.skip')}</button>`
            : nothing
        }
      </p>
    </section>`
  }

  #renderMessage(words: StepText, message: Message, say: Say): unknown {
    if (message.code === 'answer-first') return say('check.answer-first')
    return renderInlines(fillText(words.messages[`${message.part}.${message.code}`] ?? [], message.parameters))
  }
}

const checkIcons: Readonly<Record<CheckProgress['state'], string>> = { todo: '○', partly: '◐', done: '✓' }

/** A step's goal in one line, for above the terminal. */
export function goalOf(run: LessonRun, language: string): string {
  return plainText(textOf(run.lesson, language).steps[run.openStep.id]?.goal ?? [])
}
