// Opens xterm.js in parts: its `open` alone takes longer than a frame, half of that for the renderer. As xterm.js's own
// addons do (addon-webgl), this sets a renderer before it makes one: first one that draws nothing, then its own. It keeps
// that from drawing every row twice whenever text scrolls, from drawing a whole screen while that is slow, and from moving
// its scroll bar for each line that scrolls; and it has it measure the usual letters before they are needed.

import type { IDisposable, Terminal } from '@xterm/xterm'
import { breathe } from './breath.ts'

interface Renderer {
  readonly _widthCache?: { get(letter: string, bold: boolean, italic: boolean): number }
  handleSelectionChanged(start: unknown, end: unknown, columns: boolean): void
  /** Both are included. */
  renderRows(first: number, last: number): void
}

interface Viewport {
  _sync?: (line?: number) => void
  scrollLines(count: number): void
  scrollToLine(line: number, atOnce?: boolean): void
}

/** What addons use of the terminal's inside; another version may have it no more. */
interface Core {
  onWillOpen(listener: () => void): IDisposable
  readonly _renderService: { setRenderer(renderer: Renderer): void; addRefreshCallback(work: () => void): number }
  readonly _viewport?: Viewport
  _createRenderer(): Renderer
}

/**
 * When it resolves `terminal` is open. Nobody must write to it before. What it gives measures letters, in parts, each of
 * which has the browser lay them out: a screen of new ones would take half a frame.
 */
export async function openInParts(terminal: Terminal, parent: HTMLElement): Promise<Generator<void, void>> {
  const { _core: core } = terminal as unknown as { readonly _core?: Core }
  if (!core?.onWillOpen || !core._createRenderer) {
    terminal.open(parent)
    return measured()
  }
  const opening = core.onWillOpen(() => core._renderService.setRenderer(nothingDrawn()))
  terminal.open(parent)
  opening.dispose()
  await breathe()
  const renderer = fewRowsAtFirst(withoutSelection(core._createRenderer()))
  core._renderService.setRenderer(renderer)
  scrollOnceAFrame(core)
  return measured(renderer)
}

const FIRST_LETTER = 0x20
const LAST_LETTER = 0x7e

function* measured(renderer?: Renderer): Generator<void, void> {
  for (let code = FIRST_LETTER; renderer?._widthCache && code <= LAST_LETTER; code++) {
    renderer._widthCache.get(String.fromCharCode(code), false, false)
    yield
  }
}

/** Each scrolling asks for the selection to be drawn, with all rows; where there is none and was none, nothing is to do. */
function withoutSelection(renderer: Renderer): Renderer {
  const draw = renderer.handleSelectionChanged.bind(renderer)
  let selected = false
  renderer.handleSelectionChanged = (start, end, columns) => {
    const was = selected
    selected = start !== undefined && end !== undefined
    if (was || selected) draw(start, end, columns)
  }
  return renderer
}

/** Rows that the browser draws slowly, for the first letters of a font cost it much. */
const SLOW_ROWS = 150
const ROWS_AT_ONCE = 12

function fewRowsAtFirst(renderer: Renderer): Renderer {
  const draw = renderer.renderRows.bind(renderer)
  let drawn = 0
  renderer.renderRows = (first, last) => {
    if (drawn > SLOW_ROWS) return draw(first, last)
    const end = Math.min(last, first + ROWS_AT_ONCE - 1)
    drawn += end - first + 1
    draw(first, end)
    if (end < last) requestAnimationFrame(() => renderer.renderRows(end + 1, last))
  }
  return renderer
}

/** Where the text now stands is told to the scroll bar when it is drawn, not for each line: that takes most of the time. */
function scrollOnceAFrame({ _viewport: viewport, _renderService: service }: Core): void {
  const sync = viewport?._sync?.bind(viewport)
  if (!viewport || !sync) return
  let asked = false
  const tell = (): void => {
    if (asked) sync()
    asked = false
  }
  viewport._sync = (line) => {
    if (line !== undefined) return sync(line)
    if (!asked) service.addRefreshCallback(tell)
    asked = true
  }
  const lines = viewport.scrollLines.bind(viewport)
  viewport.scrollLines = (count) => {
    tell()
    lines(count)
  }
  const toLine = viewport.scrollToLine.bind(viewport)
  viewport.scrollToLine = (line, atOnce) => {
    tell()
    toLine(line, atOnce)
  }
}

function nothingDrawn(): Renderer {
  const size = () => ({ width: 0, height: 0 })
  const nothing = () => {}
  const renderer = {
    dimensions: {
      css: { canvas: size(), cell: size() },
      device: { canvas: size(), cell: size(), char: { ...size(), left: 0, top: 0 } },
    },
    onRequestRedraw: () => ({ dispose: nothing }),
    dispose: nothing,
    handleDevicePixelRatioChange: nothing,
    handleResize: nothing,
    handleCharSizeChanged: nothing,
    handleBlur: nothing,
    handleFocus: nothing,
    handleSelectionChanged: nothing,
    handleCursorMove: nothing,
    clear: nothing,
    renderRows: nothing,
  }
  return renderer
}
