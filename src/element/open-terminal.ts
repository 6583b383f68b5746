// Opens xterm.js in two tasks: its `open` alone takes longer than a frame, half of that for the renderer. As xterm.js's
// own addons do (addon-webgl), this sets a renderer before it makes one: first one that draws nothing, then its own.

import type { IDisposable, Terminal } from '@xterm/xterm'
import { breathe } from './breath.ts'

/** What addons use of the terminal's inside; another version may have it no more. */
interface Core {
  onWillOpen(listener: () => void): IDisposable
  readonly _renderService: { setRenderer(renderer: object): void }
  _createRenderer(): object
}

/** When it resolves `terminal` is open. Nobody must write to it before. */
export async function openInParts(terminal: Terminal, parent: HTMLElement): Promise<void> {
  const { _core: core } = terminal as unknown as { readonly _core?: Core }
  if (!core?.onWillOpen || !core._createRenderer) {
    terminal.open(parent)
    return
  }
  const opening = core.onWillOpen(() => core._renderService.setRenderer(nothingDrawn()))
  terminal.open(parent)
  opening.dispose()
  await breathe()
  core._renderService.setRenderer(core._createRenderer())
}

function nothingDrawn(): object {
  const size = () => ({ width: 0, height: 0 })
  const nothing = () => {}
  return {
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
}
