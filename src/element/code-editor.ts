// CodeMirror for manifests, loaded when a file is first opened: line numbers, YAML colours, undo, blanks for Tab.

import { yaml } from '@codemirror/lang-yaml'
import { defaultHighlightStyle, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { nextFrame } from './breath.ts'
import {
  defaultKeymap,
  drawSelection,
  EditorState,
  EditorView,
  highlightActiveLine,
  history,
  historyKeymap,
  indentLess,
  indentMore,
  keymap,
  lineNumbers,
  StateEffect,
} from './editor-view.ts'

export interface CodeEditor {
  readonly text: string
  focus(): void
  close(): void
}

export interface CodeEditorOptions {
  readonly parent: HTMLElement
  readonly root: ShadowRoot | HTMLElement | DocumentFragment
  readonly text: string
  /** Where the cursor stands. */
  readonly at: number
  readonly label: string
}

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '14px', backgroundColor: 'var(--kl-terminal-bg)', color: 'var(--kl-fg)' },
  '.cm-scroller': { fontFamily: 'var(--kl-mono)', lineHeight: '1.45' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--kl-muted)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--kl-accent) 9%, transparent)' },
  '.cm-cursor': { borderLeftColor: 'var(--kl-fg)' },
  '&.cm-focused': { outline: '2px solid var(--kl-accent)', outlineOffset: '-2px' },
})

/** What CodeMirror's default style gives comments. */
const DEFAULT_COMMENT = '#940'

// The default style's colours are for white paper; ours follow the page's tokens.
const colours = HighlightStyle.define(
  defaultHighlightStyle.specs.map((spec) => {
    if (spec.color === undefined) return spec
    return { ...spec, color: spec.color === DEFAULT_COMMENT ? 'var(--kl-muted)' : 'var(--kl-accent)' }
  }),
)

export function openCodeEditor(options: CodeEditorOptions): CodeEditor {
  const { parent, root, text, at, label } = options
  const view = new EditorView({
    parent,
    root: root instanceof ShadowRoot ? root : document,
    state: EditorState.create({
      doc: text,
      selection: { anchor: Math.min(at, text.length) },
      extensions: [
        history(),
        indentUnit.of('  '),
        keymap.of([{ key: 'Tab', run: indentMore, shift: indentLess }, ...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': 'keys', tabindex: '0' }),
        look,
      ],
    }),
  })
  // What it measures and colours comes when the text is drawn: together they would take longer than a frame.
  const more = [
    [lineNumbers(), drawSelection(), highlightActiveLine()],
    [yaml(), syntaxHighlighting(colours)],
  ]
  let closed = false
  const add = async (): Promise<void> => {
    for (const extensions of more) {
      await nextFrame()
      if (closed) return
      view.dispatch({ effects: StateEffect.appendConfig.of(extensions) })
    }
  }
  void add()
  return {
    get text() {
      return view.state.doc.toString()
    },
    focus: () => view.focus(),
    close: () => {
      closed = true
      view.destroy()
    },
  }
}
