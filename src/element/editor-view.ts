// What the editor is made of, without its language: a part that is loaded, and runs, by itself.
export { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands'
export { EditorState, StateEffect } from '@codemirror/state'
export { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
