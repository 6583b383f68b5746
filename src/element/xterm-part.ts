// The terminal emulator, loaded when the page has drawn its first prompt.
export { FitAddon } from '@xterm/addon-fit'
export { Terminal } from '@xterm/xterm'
