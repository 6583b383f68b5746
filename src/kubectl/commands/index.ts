// All commands: one line each. What kubectl 1.33 has beyond these is known by name and answers that it is missing.

import { known } from '../catalogue.ts'
import type { Command } from '../command.ts'
import { missingCommand } from '../missing.ts'

import { annotate } from './annotate.ts'
import { apiResources, apiVersions } from './api-resources.ts'
import { apply } from './apply.ts'
import { attach } from './attach.ts'
import { auth } from './auth.ts'
import { autoscale } from './autoscale.ts'
import { certificate } from './certificate.ts'
import { clusterInfo } from './cluster-info.ts'
import { completion } from './completion.ts'
import { config } from './config.ts'
import { cordon, uncordon } from './cordon.ts'
import { cp } from './cp.ts'
import { create } from './create.ts'
import { debug } from './debug.ts'
import { deleteCommand } from './delete.ts'
import { describe } from './describe.ts'
import { diff } from './diff.ts'
import { drain } from './drain.ts'
import { edit } from './edit.ts'
import { events } from './events.ts'
import { exec } from './exec.ts'
import { explain } from './explain.ts'
import { expose } from './expose.ts'
import { get } from './get.ts'
import { help } from './help.ts'
import { label } from './label.ts'
import { logs } from './logs.ts'
import { options } from './options.ts'
import { patch } from './patch.ts'
import { pluginCommand } from './plugin.ts'
import { portForward } from './port-forward.ts'
import { proxy } from './proxy.ts'
import { replace } from './replace.ts'
import { rollout } from './rollout.ts'
import { run } from './run.ts'
import { scale } from './scale.ts'
import { set } from './set.ts'
import { taint } from './taint.ts'
import { top } from './top.ts'
import { version } from './version.ts'
import { wait } from './wait.ts'

const built: readonly Command[] = [
  apiResources,
  apiVersions,
  apply,
  certificate,
  clusterInfo,
  completion,
  config,
  cordon,
  cp,
  uncordon,
  drain,
  taint,
  create,
  debug,
  deleteCommand,
  describe,
  diff,
  annotate,
  attach,
  auth,
  autoscale,
  exec,
  explain,
  expose,
  label,
  logs,
  run,
  scale,
  edit,
  events,
  patch,
  pluginCommand((words) => pathOf(words)),
  portForward,
  proxy,
  rollout,
  set,
  wait,
  get,
  replace,
  top,
  version,
]

/** kubectl has the word, and nothing behind it. */
const alpha: Command = {
  name: 'alpha',
  use: '[flags] [options]',
  short: 'Commands that are being tried out',
  hidden: true,
  run(ctx) {
    ctx.err('No alpha commands are available in this version of kubectl\n')
    return 0
  },
}

/** The path of the deepest command that the words lead to; none of the root's own for words that it does not know. */
function pathOf(words: readonly string[]): string | undefined {
  let command = rootCommand
  let path = command.name
  for (const word of words) {
    const next = command.subcommands?.find(({ name, aliases = [] }) => name === word || aliases.includes(word))
    if (!next) return command === rootCommand ? undefined : path
    command = next
    path += ` ${next.name}`
  }
  return path
}

export const rootCommand: Command = {
  name: 'kubectl',
  use: '[flags] [options]',
  short: 'kubectl controls the Kubernetes cluster of this lab.',
  subcommands: [
    ...known.map((entry) => built.find((command) => command.name === entry.name) ?? missingCommand(entry)),
    alpha,
    options,
    help,
  ],
  bare: { stream: 'stdout', exitCode: 0 },
}
