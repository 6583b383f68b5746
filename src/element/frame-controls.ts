// What moves the frame's parts: the divider on wide screens, the tabs and the bar of keys on narrow ones.

import { html, type TemplateResult } from 'lit'
import { clampShare, defaultSplit, MAX_SHARE, MIN_SHARE, shareAfterKey } from './split.ts'
import type { Say, WordKey } from './words/index.ts'

export type Tab = 'lesson' | 'terminal' | 'cluster'

export function renderTabs(say: Say, tabs: readonly Tab[], current: Tab, show: (tab: Tab) => void): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    const move = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (move === 0 || !(event.currentTarget instanceof HTMLElement)) return
    const next = (tabs.indexOf(current) + move + tabs.length) % tabs.length
    show(tabs[next] ?? current)
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }
  return html`<div class="tabs" role="tablist" aria-label=${say('tab.views')} @keydown=${onKey}>
    ${tabs.map(
      (tab) => html`<button
        role="tab"
        aria-selected=${tab === current ? 'true' : 'false'}
        aria-controls=${tab === 'lesson' ? 'view-lesson' : 'view-terminal'}
        tabindex=${tab === current ? '0' : '-1'}
        @click=${() => show(tab)}
      >${say(`tab.${tab}`)}</button>`,
    )}
  </div>`
}

/** `wide`: lesson and work side by side; else one above the other. */
export function renderDivider(say: Say, wide: boolean, share: number, set: (share: number) => void): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    const next = shareAfterKey(share, event.key, wide)
    if (next === undefined) return
    event.preventDefault()
    set(next)
  }
  const onDown = (event: PointerEvent) => {
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onMove = ({ currentTarget, pointerId, clientX, clientY }: PointerEvent) => {
    if (!(currentTarget instanceof HTMLElement) || !currentTarget.hasPointerCapture(pointerId)) return
    const frame = currentTarget.parentElement?.getBoundingClientRect()
    if (!frame) return
    set(clampShare(wide ? ((clientX - frame.left) / frame.width) * 100 : ((clientY - frame.top) / frame.height) * 100))
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
    @keydown=${onKey}
    @dblclick=${() => set(wide ? defaultSplit.wide : defaultSplit.middle)}
    @pointerdown=${onDown}
    @pointermove=${onMove}
  ></div>`
}

const barKeys: readonly { readonly text: string; readonly data: string; readonly word?: WordKey }[] = [
  { text: 'Tab', data: '\t', word: 'key.tab' },
  { text: 'Esc', data: '\x1b', word: 'key.escape' },
  { text: '↑', data: '\x1b[A', word: 'key.up' },
  { text: '↓', data: '\x1b[B', word: 'key.down' },
  { text: '←', data: '\x1b[D', word: 'key.left' },
  { text: '→', data: '\x1b[C', word: 'key.right' },
  { text: '|', data: '|' },
  { text: '/', data: '/' },
  { text: '-', data: '-' },
]

export interface KeyBarState {
  readonly say: Say
  readonly control: boolean
  toggleControl(): void
  press(data: string): void
}

export function renderKeys({ say, control, toggleControl, press }: KeyBarState): TemplateResult {
  // A touch must not take the keyboard's focus away from the terminal.
  const keep = (event: Event) => event.preventDefault()
  return html`<div class="keys" role="toolbar" aria-label=${say('keys.label')} @pointerdown=${keep}>
    <button aria-pressed=${control ? 'true' : 'false'} @click=${toggleControl}>${say('key.control')}</button>
    ${barKeys.map(
      ({ text, data, word }) =>
        html`<button aria-label=${word ? say(word) : text} @click=${() => press(data)}>${text}</button>`,
    )}
  </div>`
}
