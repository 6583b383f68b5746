// The command language: an interpreter in steps, files in memory, programs, sessions. Not one word of what it is used for.
export { createFiles, type FilesOptions, type MemoryFiles, type SavedFile, type SavedFiles } from './files.ts'
export { runProgram } from './interpreter.ts'
export { type Candidate, type Completions, LineEditor, type LineEvent } from './line-editor.ts'
export { programs, programTable } from './programs/index.ts'
export { createSession, type SavedSession, Session, type SessionIo, type SessionOptions } from './session.ts'
export { parseCommand } from './syntax.ts'
export { type CommandRecord, type InteractiveOptions, InteractiveShell } from './terminal.ts'
export { onTerminal } from './tty.ts'
