// What a command is: data plus one function in steps. One file in `commands/` holds one; `commands/index.ts` lists them.

import type { Client, Schema } from '../api/index.ts'
import type { Completion, Io, Steps } from '../sim/index.ts'
import type { FlagSpec, FlagValues } from './flag-parser.ts'
import type { Kubeconfig } from './kubeconfig.ts'
import type { Mapper } from './mapper.ts'
import type { BuilderOptions, ResourceResult } from './resource-builder.ts'
import type { VersionFacts } from './versions.ts'

export interface Command {
  readonly name: string
  /** What follows the path in the usage line: 'TYPE NAME [options]'. */
  readonly use: string
  readonly aliases?: readonly string[]
  /** One line, our own words. */
  readonly short: string
  /** Whole command lines. */
  readonly examples?: readonly string[]
  readonly flags?: readonly FlagSpec[]
  readonly subcommands?: readonly Command[]
  /** Absent for commands that only hold subcommands: they then print their help. */
  run?(ctx: Context): Steps<number> | number
  /** How a group answers when no subcommand is given; default: help on stderr, exit code 1. */
  readonly bare?: { readonly stream: 'stdout' | 'stderr'; readonly exitCode: number }
  /** Words that people type when they mean this. */
  readonly suggestFor?: readonly string[]
  /** Not in help, completion and suggestions. */
  readonly hidden?: boolean
  /** Takes any flags unread. */
  readonly anyFlags?: boolean
  /** Faults end with one more than elsewhere, for 1 says that there are differences; and faults of flags are worded as others. */
  readonly oneMeansDifferent?: boolean
  /** What the words after the command name: completion of arguments. */
  readonly completes?: ArgumentKind
}

/** 'resource': TYPE NAME or TYPE/NAME; a plural: names of that type; 'pod': pods, or TYPE/NAME; 'file', 'context', 'words:a|b'. */
export type ArgumentKind = string

/** Everything a running command may use. */
export interface Context {
  readonly command: Command
  /** 'kubectl create deployment' */
  readonly path: string
  readonly flags: FlagValues
  readonly args: readonly string[]
  /** How many of `args` stood before `--`; -1 without it. */
  readonly argsLenAtDash: number
  /** All words after 'kubectl', as given. */
  readonly words: readonly string[]
  readonly io: Io
  /** Throws the connection error when the server cannot be reached. */
  readonly client: Client
  readonly mapper: Mapper
  /** The structure of the types that kubectl itself knows; of others, what the server publishes. */
  readonly schema: Schema
  /** The structure that the server publishes, with what it says of it. */
  describedSchema(): Steps<Schema>
  readonly namespace: string
  /** The namespace was given by --namespace (then objects of another namespace are refused). */
  readonly namespaceExplicit: boolean
  readonly kubeconfig: Kubeconfig
  readonly version: VersionFacts
  readonly nowMs: () => number
  /** Writes to stdout; ends the program when nobody reads any more. */
  out(text: string): void
  err(text: string): void
  /** `Warning: …` on stderr, as for warnings of the server. Counts for --warnings-as-errors. */
  warn(text: string): void
  /** A path given by the user, made absolute. */
  resolvePath(path: string): string
  /** The text of a file; `-` is not special here. Throws with Go's wording (`open x: no such file or directory`). */
  readFile(path: string): string
  /** All of stdin. */
  readStdin(): Steps<string>
  /** Gives way: the cluster does what needs no time, as it would between two requests; a page takes keys and draws. */
  breathe(): Steps<void>
  /** Waits until the reader of stdout has taken what is there; call it in long output. */
  flush(): Steps<void>
  /** Finds the objects that arguments and files name; see resource-builder.ts. */
  resources(options: BuilderOptions): Steps<ResourceResult>
}

export type { Completion, FlagSpec, FlagValues, Steps }
