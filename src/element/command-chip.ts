// A command in prose: a click types it into the terminal, a long press copies it. What follows a `<placeholder>` is left
// for the learner to type.

import { html, type TemplateResult } from 'lit'

const LONG_PRESS_MS = 600

/** Asks the lab to type text into the terminal. */
export class TypeEvent extends CustomEvent<{ readonly text: string }> {
  static readonly type = 'kl-type'
  constructor(text: string) {
    super(TypeEvent.type, { bubbles: true, composed: true, detail: { text } })
  }
}

/** Asks the lab to put text on the clipboard; `done` is called when it is there. */
export class CopyEvent extends CustomEvent<{ readonly text: string; done(): void }> {
  static readonly type = 'kl-copy'
  constructor(text: string, done: () => void = () => {}) {
    super(CopyEvent.type, { bubbles: true, composed: true, detail: { text, done } })
  }
}

export function commandChip(command: string): TemplateResult {
  let timer: ReturnType<typeof setTimeout> | undefined
  let copied = false
  const stop = () => clearTimeout(timer)
  // A line may break between words, not after a hyphen within one.
  const words = command.split(' ').map((word, index) => html`${index > 0 ? ' ' : ''}<span class="word">${word}</span>`)
  return html`<button
    class="chip"
    lang="en"
    translate="no"
    @pointerdown=${(event: PointerEvent) => {
      const { currentTarget } = event
      copied = false
      timer = setTimeout(() => {
        copied = true
        currentTarget?.dispatchEvent(new CopyEvent(command))
      }, LONG_PRESS_MS)
    }}
    @pointerup=${stop}
    @pointerleave=${stop}
    @click=${(event: Event) => {
      if (!copied) event.currentTarget?.dispatchEvent(new TypeEvent(command.replace(/<.*$/, '')))
    }}
  >${words}</button>`
}
