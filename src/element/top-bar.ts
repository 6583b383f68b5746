// The bar that never scrolls away: where one is, the steps as dots, the score, language, colours, reset; and under it the
// notes that have something to say.

import { html, nothing, svg, type TemplateResult } from 'lit'
import { type LessonRun, type StepProgress, textOf } from '../lesson/index.ts'
import type { Theme } from './kept.ts'
import { languages, type Say, type WordKey } from './words/index.ts'

export interface BarState {
  readonly say: Say
  readonly language: string
  readonly theme: Theme
  readonly run: LessonRun | undefined
  /** The page has been drawn once: before that, nobody reaches for a control. */
  readonly drawn: boolean
  setLanguage(language: string): void
  setTheme(theme: Theme): void
  askReset(): void
}

const themeAfter: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' }
/** Drawn: as characters they come from a font that differs from machine to machine, and is looked for long. */
const themeIcons: Readonly<Record<Theme, TemplateResult>> = {
  auto: svg`<circle cx="8" cy="8" r="5.5"></circle><path class="full" d="M8 2.5a5.5 5.5 0 0 0 0 11z"></path>`,
  light: svg`<circle class="full" cx="8" cy="8" r="3"></circle><path d="M8 1v2m0 10v2M1 8h2m10 0h2M3 3l1.5 1.5m7 7L13 13M3 13l1.5-1.5m7-7L13 3"></path>`,
  dark: svg`<path class="full" d="M6.5 2.5a5.8 5.8 0 1 0 7 7.5 5 5 0 0 1-7-7.5z"></path>`,
}

export function renderBar({ say, language, theme, run, drawn, ...to }: BarState): TemplateResult {
  const text = run ? textOf(run.lesson, language) : undefined
  const themeLabel = `${say('bar.theme')}: ${say(`bar.theme.${theme}`)}`
  return html`<header>
    <h1 class="where">
      ${text?.course ? html`<span class="course">${text.course} › </span>` : nothing}${text?.title ?? say('lab.name')}
    </h1>
    <ol class="dots" aria-label=${say('bar.steps')}>
      ${run?.progress().map((step, index) => renderDot(run, step, index, say, language))}
    </ol>
    ${run ? html`<span class="score"><span class="unseen">${say('bar.score.label')}: </span>${say('bar.score', { percent: run.percent })}</span>` : nothing}
    <div class="controls">
      ${
        drawn
          ? html`<span role="group" aria-label=${say('bar.language')}>
        ${languages.map(
          ({ id, name }) => html`<button
            lang=${id}
            aria-pressed=${id === language ? 'true' : 'false'}
            @click=${() => to.setLanguage(id)}
          >${name}</button>`,
        )}
      </span>
      <button title=${themeLabel} aria-label=${themeLabel} @click=${() => to.setTheme(themeAfter[theme])}>
        <svg viewBox="0 0 16 16" aria-hidden="true">${themeIcons[theme]}</svg>
      </button>
      <button class="reset" @click=${() => to.askReset()}>${say('bar.reset')}</button>`
          : nothing
      }
    </div>
  </header>`
}

function renderDot(run: LessonRun, step: StepProgress, index: number, say: Say, language: string): TemplateResult {
  const title = textOf(run.lesson, language).steps[step.id]?.title ?? step.id
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

export interface NotesState {
  readonly say: Say
  readonly notes: readonly WordKey[]
  /** Why the lab could not be loaded; '' when it could. */
  readonly failure: string
  /** "Really start afresh?" is open. */
  readonly asking: boolean
  dismiss(note: WordKey): void
  retry(): void
  reset(): void
  keep(): void
}

export function renderNotes({ say, notes, failure, asking, ...to }: NotesState): TemplateResult {
  const warning = (text: string) => html`<span><span class="icon" aria-hidden="true">⚠</span> ${text}</span>`
  return html`<div role="status">
    ${notes.map(
      (note) => html`<p class="note">
        ${warning(say(note))}<button @click=${() => to.dismiss(note)}>${say('note.dismiss')}</button>
      </p>`,
    )}
    ${
      failure
        ? html`<p class="note">
          ${warning(say('terminal.failed', { reason: failure }))}
          <button @click=${() => to.retry()}>${say('terminal.retry')}</button>
        </p>`
        : nothing
    }
    ${
      asking
        ? html`<p class="note" @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && to.keep()}>
          <span>${say('bar.reset.question')}</span>
          <button class="main" @click=${() => to.reset()}>${say('bar.reset.yes')}</button>
          <button @click=${() => to.keep()}>${say('bar.reset.no')}</button>
        </p>`
        : nothing
    }
  </div>`
}
